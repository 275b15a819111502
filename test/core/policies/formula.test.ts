import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { formula } from '../../../shared/core/policies/formula.ts';
import { at, found, missing, policyContext, target } from '../../support/builders.ts';

const spec = (capacity: string, written: object = {}) =>
  z.parse(formula.schema, { type: 'formula', capacity, ...written });

const READINGS = { jobs: 250, 'queue-depth': 30, cpu: 0, wild: 1e300 };

function recommend(text: string, given: Parameters<typeof policyContext>[0] = {}) {
  const context = policyContext({ readings: READINGS, target: target(4), min: 1, ...given });
  return formula.recommend(spec(text), context, undefined);
}

describe('formula', () => {
  it.each([
    { text: 'jobs / 100', capacity: 3, exact: 2.5 },
    { text: 'source("queue-depth") / 10', capacity: 3, exact: 3 },
    { text: 'capacity + 2', capacity: 6, exact: 6 },
    { text: 'inService * 0.1 + 0.2', capacity: 1, exact: 0.6000000000000001 },
    { text: 'min(max, jobs)', capacity: 250, exact: 250 },
    { text: 'min - 5', capacity: 0, exact: 0 },
    { text: 'cpu * -1', capacity: 0, exact: 0 },
    { text: 'wild', capacity: 1e9, exact: 1e9 },
  ])('$text asks for $capacity', ({ text, capacity, exact }) => {
    expect(recommend(text)).toMatchObject({ status: 'recommended', capacity, exact });
  });

  it('says what it was calculated from', () => {
    expect(recommend('max(min, jobs / 100 + cpu)').because).toBe(
      'the formula comes to 2.5 with jobs 250, cpu 0 and min 1',
    );
    expect(recommend('3').because).toBe('the formula comes to 3');
  });

  it.each([
    // The start is a Monday, 09:00 UTC.
    { zone: 'UTC', minutes: 0, expected: 20 },
    { zone: 'UTC', minutes: -1, expected: 2 },
    { zone: 'Asia/Seoul', minutes: 0, expected: 2 },
    { zone: 'Asia/Seoul', minutes: -541, expected: 2 },
  ])('tells the time in $zone $minutes minutes from 09:00 UTC', ({ zone, minutes, expected }) => {
    const office = spec('hour >= 9 && hour < 17 && weekday <= 5 ? 20 : 2', { timeZone: zone });
    const context = policyContext({ now: at(minutes * 60) });

    expect(formula.recommend(office, context, undefined)).toMatchObject({ capacity: expected });
  });

  it('abstains where it says so', () => {
    expect(recommend('jobs > 500 ? 10 : abstain()')).toEqual({
      status: 'abstained',
      because: 'the formula abstains with jobs 250',
    });
  });

  it('is blind without a reading that it names, even in the other branch', () => {
    const readings = { jobs: missing(), cpu: missing('stale'), load: 3 };

    expect(recommend('load > 2 ? load : jobs + cpu', { readings })).toMatchObject({
      status: 'blind',
      missing: ['jobs', 'cpu'],
    });
    expect(recommend('load', { readings })).toMatchObject({ status: 'recommended', capacity: 3 });
  });

  it.each([
    { text: 'jobs / cpu', because: 'division by zero at 1:1 with jobs 250 and cpu 0' },
    {
      text: '1 +\n  wild * wild',
      because: '1e+300 * 1e+300 is too large a number at 2:3 with wild 1e+300',
    },
  ])('$text holds with the reason', ({ text, because }) => {
    expect(recommend(text)).toEqual({
      status: 'blind',
      missing: [],
      because: `the formula comes to no number: ${because}`,
    });
  });

  it('holds with the reason where its text is wrong and nobody linted it', () => {
    expect(recommend('jobs +')).toEqual({
      status: 'blind',
      missing: [],
      because: 'the formula is wrong: the formula ends too early',
    });
    expect(formula.sources(spec('jobs +'))).toEqual([]);
  });

  it('names the sources that it reads', () => {
    expect(formula.sources(spec('max(min, jobs + source("queue-depth"))'))).toEqual([
      'jobs',
      'queue-depth',
    ]);
  });

  it('lint says what is wrong and where', () => {
    expect(found(formula.lint, spec('max(1,\n  jobs > 5)'))).toEqual([
      'invalid-formula: the formula is wrong at 2:3: max() needs a number, and this is a condition',
    ]);
    expect(found(formula.lint, spec('jobs'))).toEqual([]);
  });

  it.each([
    { name: 'no text', written: { capacity: '' } },
    { name: 'a text without end', written: { capacity: '1+'.repeat(1001) } },
    { name: 'a number', written: { capacity: 5 } },
    { name: 'a place that does not exist', written: { capacity: '1', timeZone: 'Mars/Olympus' } },
  ])('refuses $name', ({ written }) => {
    expect(z.safeParse(formula.schema, { type: 'formula', ...written }).success).toBe(false);
  });
});
