import { expect, test } from 'vitest';
import { FREE_LIMITS, plan } from '../support/builders.ts';
import { run } from '../support/run.ts';
import { perMinute, story, table } from '../support/scenario.ts';
import { tier } from './tier.ts';

test('the load asks for 14 units, and the database has connections for 10', async () => {
  const load = perMinute([3, 3000], [10, 10_000], [1, 3000]);

  const told = await story(
    tier(
      load,
      `
    policies:
      - { type: target-tracking, source: requests, target: 750, measure: total }
    limits:
      scale-out: { rate: [] }
      downstream: { connections: { perUnit: 20, max: 250, share: 80 } }
`,
      { units: 4 },
    ),
    { minutes: 25 },
  );

  expect(told).toBe(
    table(`
      00:00  4 stays, no-opinion
      02:00  4 stays, steady
      05:00  4 → 10, downstream: applied
      06:00  10 stays, downstream
      15:00  10 stays, stabilization-window
      19:00  10 → 4, recommended: applied
      20:00  4 stays, steady
    `),
  );
});

test('the database fails while load rises: it waits, tries a unit, and grows when it is well', () => {
  const braked = plan({
    policies: [{ type: 'target-tracking', source: 'load', target: 10, measure: 'total' }],
    limits: {
      ...FREE_LIMITS,
      downstream: {
        brake: { conditions: [{ source: 'errors', above: 5, below: 1 }], retryAfter: '10m' },
      },
    },
  });
  const moments = Array.from({ length: 30 }, (_, minute) => ({
    readings: {
      load: minute < 3 ? 40 : 120,
      errors: minute < 2 ? 0 : minute < 17 ? 20 : minute < 20 ? 3 : 0,
    },
  }));

  const told = run(braked, moments, { units: 4 })
    .map(({ decision: { from, to, reason } }, minute) => ({ minute, from, to, reason }))
    .filter(({ from, to, reason }, index, all) => from !== to || reason !== all[index - 1]?.reason);

  expect(told).toEqual([
    { minute: 0, from: 4, to: 4, reason: 'steady' },
    { minute: 3, from: 4, to: 4, reason: 'downstream' },
    // The brake has been on since minute 2.
    { minute: 12, from: 4, to: 5, reason: 'downstream' },
    { minute: 20, from: 5, to: 12, reason: 'recommended' },
    { minute: 21, from: 12, to: 12, reason: 'steady' },
  ]);
});
