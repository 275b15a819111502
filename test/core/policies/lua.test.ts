import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { LuaInputs, LuaResult } from '../../../shared/core/lua.ts';
import { lua } from '../../../shared/core/policies/lua.ts';
import { at, checkContext, found, missing, policyContext, target } from '../../support/builders.ts';
import { interpreters } from '../../support/interpreters.ts';

const spec = (script: string, written: object = {}) =>
  z.parse(lua.schema, { type: 'lua', sources: ['jobs'], script, ...written });

/** A runtime that answers always the same, and tells what it was shown. */
function answering(result: LuaResult) {
  const seen: { script: string; inputs: LuaInputs }[] = [];
  return {
    seen,
    run(script: string, inputs: LuaInputs) {
      seen.push({ script, inputs });
      return result;
    },
    check: () => undefined,
  };
}

function recommend(
  script: string,
  given: Parameters<typeof policyContext>[0] = {},
  written: object = {},
) {
  const context = policyContext({
    readings: { jobs: 250, cpu: 40 },
    target: target(4),
    lua: interpreters.lua,
    ...given,
  });
  return lua.recommend(spec(script, written), context, undefined);
}

describe('lua', () => {
  it.each([
    { script: 'return metrics.jobs / 100', capacity: 3, exact: 2.5 },
    { script: 'return capacity + in_service', capacity: 8, exact: 8 },
    { script: 'return -5', capacity: 0, exact: 0 },
    { script: 'return 1e300', capacity: 1e9, exact: 1e9 },
    { script: 'return math.maxinteger', capacity: 1e9, exact: 1e9 },
  ])('$script asks for $capacity', ({ script, capacity, exact }) => {
    expect(recommend(script)).toMatchObject({ status: 'recommended', capacity, exact });
  });

  it('shows the script its sources, the target, the bounds and the time where the plan says', () => {
    const runtime = answering({ status: 'nothing' });
    const context = policyContext({
      readings: { jobs: 250, cpu: 40 },
      target: target(4, { inService: 3 }),
      min: 1,
      max: 9,
      now: at(900),
      lua: runtime,
    });

    lua.recommend(spec('return nil', { timeZone: 'Asia/Seoul' }), context, undefined);

    expect(runtime.seen).toEqual([
      {
        script: 'return nil',
        inputs: {
          metrics: { jobs: 250 },
          capacity: 4,
          inService: 3,
          min: 1,
          max: 9,
          weekday: 1,
          hour: 18,
          minute: 15,
        },
      },
    ]);
  });

  it('says what the script returned, and from what', () => {
    expect(recommend('return 5', {}, { sources: ['jobs', 'cpu'] }).because).toBe(
      'the script returns 5 with jobs 250 and cpu 40',
    );
    expect(recommend('return 5', {}, { sources: [] }).because).toBe('the script returns 5');
  });

  it('abstains where the script returns nil', () => {
    expect(recommend('return nil')).toEqual({
      status: 'abstained',
      because: 'the script returns nil with jobs 250',
    });
  });

  it('is blind without one of its sources, and does not run the script', () => {
    const runtime = answering({ status: 'nothing' });

    const recommendation = recommend(
      'return 1',
      { readings: { jobs: missing(), cpu: 40 }, lua: runtime },
      { sources: ['jobs', 'cpu'] },
    );

    expect(recommendation).toMatchObject({ status: 'blind', missing: ['jobs'] });
    expect(runtime.seen).toEqual([]);
  });

  it('holds with the reason when the script fails', () => {
    expect(recommend('return metrics.cpu')).toEqual({
      status: 'blind',
      missing: [],
      because:
        'the script failed with jobs 250: ' +
        'script:1: there is no metric "cpu" in the sources of this policy',
    });
  });

  it('holds with the reason where nobody loaded Lua', () => {
    const context = policyContext({ readings: { jobs: 250 } });

    expect(lua.recommend(spec('return 1'), context, undefined)).toEqual({
      status: 'blind',
      missing: [],
      because: 'Lua was not loaded, so the script cannot be run',
    });
  });

  it('lint compiles the script, where Lua is at hand', () => {
    expect(found(lua.lint, spec('retrun 1'), checkContext(1, 9, { interpreters }))).toEqual([
      "invalid-script: the script cannot be run: script:1: syntax error near '1'",
    ]);
    expect(found(lua.lint, spec('return 1'), checkContext(1, 9, { interpreters }))).toEqual([]);
    expect(found(lua.lint, spec('retrun 1'))).toEqual([]);
  });

  it.each([
    { name: 'no script', written: { script: '' } },
    { name: 'a script without end', written: { script: 'x=1 '.repeat(2001) } },
    { name: 'a source without a name', written: { script: 'return 1', sources: [''] } },
    { name: 'a place that does not exist', written: { script: 'return 1', timeZone: 'Mars' } },
  ])('refuses $name', ({ written }) => {
    expect(z.safeParse(lua.schema, { type: 'lua', ...written }).success).toBe(false);
  });
});
