import { describe, expect, it } from 'vitest';
import { explain, headline } from '../../shared/core/explain.ts';
import { capacity } from '../../shared/core/units.ts';
import { at, decision, recommended } from '../support/builders.ts';

describe('headline', () => {
  it.each([
    {
      given: decision(),
      line: 'scales out 2 → 4: load is 40 for a target of 10',
    },
    {
      given: decision({ action: 'scale-in', from: capacity(9), to: capacity(4) }),
      line: 'scales in 9 → 4: load is 40 for a target of 10',
    },
    {
      given: decision({ action: 'hold', to: capacity(2), because: 'all is well' }),
      line: 'holds at 2: all is well',
    },
    {
      given: decision({ action: 'hold', from: null, to: null, because: 'throttled: no answer' }),
      line: 'holds: throttled: no answer',
    },
  ])('says "$line"', ({ given, line }) => {
    expect(headline(given)).toBe(line);
  });
});

describe('explain', () => {
  it('tells everything, a sentence a line', () => {
    const told = explain(
      decision({
        because: 'at most 4 units per 60s',
        readings: {
          load: { value: 83.456, unit: 'count', ageSeconds: 61.4 },
          cpu: { missing: 'stale', detail: 'the newest value is 10m old' },
        },
        recommendations: [
          recommended(9, { exact: 8.3456 }),
          recommended(4, { policy: 'step', because: 'it is at or above 1' }),
          { status: 'abstained', because: 'nothing is above', policy: 'threshold', sources: [] },
          {
            status: 'blind',
            missing: ['cpu'],
            because: 'cpu is missing (stale): the newest value is 10m old',
            policy: 'target-tracking',
            sources: ['cpu'],
          },
        ],
        steps: [
          {
            by: 'scaling-rate',
            from: capacity(9),
            to: capacity(4),
            because: 'at most 4 units per 60s',
          },
        ],
        costPerHour: 0.2,
        foreignChange: { from: capacity(3), to: capacity(2) },
        nearest: { kind: 'time', at: at(90), limit: 'scaling-rate' },
      }),
    );

    expect(told).toEqual([
      'web scales out 2 → 4: at most 4 units per 60s',
      'load is 83.46 count, measured 61s ago',
      'cpu is missing (stale): the newest value is 10m old',
      'target-tracking recommends 9 (8.35): the load says so',
      'step recommends 4: it is at or above 1',
      'threshold has no opinion: nothing is above',
      'target-tracking cannot see: cpu is missing',
      'scaling-rate: 9 → 4, because at most 4 units per 60s',
      'others moved it from 3 to 2',
      'the change costs 0.20 USD per hour',
      'the answer changes in 90s, when scaling-rate lets go',
    ]);
  });

  it('says why a policy cannot see where no reading tells it', () => {
    const because = 'the script failed: it took too long';
    const report = { status: 'blind', missing: [], because, policy: 'lua', sources: [] } as const;

    const told = explain(decision({ recommendations: [report] }));

    expect(told).toContain('lua cannot see: the script failed: it took too long');
  });

  it.each([
    { costPerHour: null, line: undefined },
    { costPerHour: 0, line: undefined },
    { costPerHour: 1.239, line: 'the change costs 1.24 USD per hour' },
    { costPerHour: -1.239, line: 'the change saves 1.24 USD per hour' },
  ])('a cost of $costPerHour is told as "$line"', ({ costPerHour, line }) => {
    const told = explain(decision({ costPerHour }));

    expect(told.find((each) => each.includes('USD'))).toBe(line);
  });

  it.each([
    {
      nearest: { kind: 'reading', source: 'cpu', direction: 'above', value: 66 } as const,
      line: 'the answer changes when cpu is above 66',
    },
    {
      nearest: { kind: 'reading', source: 'jobs', direction: 'below', value: 0 } as const,
      line: 'the answer changes when jobs is 0',
    },
    {
      nearest: { kind: 'time', at: at(2698), limit: 'override' } as const,
      line: 'the answer changes in 44m 58s, when override lets go',
    },
    {
      nearest: { kind: 'time', at: at(-5), limit: 'cooldown' } as const,
      line: 'the answer changes in 0s, when cooldown lets go',
    },
  ])('says "$line"', ({ nearest, line }) => {
    expect(explain(decision({ nearest })).at(-1)).toBe(line);
  });
});
