import { describe, expect, test } from 'vitest';
import { capacity } from '../../shared/core/units.ts';
import {
  type InMemoryApplication,
  inMemoryApplication,
  scalingPlan,
} from '../support/application.ts';
import { at, decision, state } from '../support/builders.ts';
import { terminal } from '../support/terminal.ts';

const HOUR = 3600;

/** Records that a target went from a capacity to another at an hour. */
async function moved(
  app: InMemoryApplication,
  target: string,
  hour: number,
  [from, to]: [number, number],
) {
  const { next: _, ...told } = decision({ target, from: capacity(from), to: capacity(to) });
  await app.ports.activities.append({
    target,
    at: at(hour * HOUR),
    id: `${target}@${hour}`,
    decision: { ...told, at: at(hour * HOUR) },
    outcome: { status: 'applied' },
  });
}

/** A day of 5, 12, 20 and 8 m5.large for 8, 8, 4 and 4 hours. */
async function fleetOfADay(): Promise<InMemoryApplication> {
  const app = inMemoryApplication([
    scalingPlan({ id: 'web', perHour: 0.096, max: 40 }),
    scalingPlan({ id: 'jobs', max: 10 }),
    scalingPlan({ id: 'unseen', perHour: 1 }),
  ]);
  await moved(app, 'web', 0, [5, 5]);
  await moved(app, 'web', 8, [5, 12]);
  await moved(app, 'web', 16, [12, 20]);
  await moved(app, 'web', 20, [20, 8]);
  await moved(app, 'jobs', 12, [2, 4]);
  await moved(app, 'jobs', 18, [1, 1]);
  app.pass(24 * HOUR);
  return app;
}

describe('tidegate savings', () => {
  test('tells the day of 5, 12, 20 and 8 m5.large against 20 fixed, and the method', async () => {
    const { tidegate, printed } = terminal({ application: await fleetOfADay() });

    const code = await tidegate('savings', '--from', '24h');

    expect(code).toBe(0);
    expect(printed.join('\n').split('\n')).toEqual([
      'Savings from 2026-01-05 09:00 to 2026-01-06 09:00 UTC, in USD',
      '',
      'target  days  unit-hours   cost  peak  fixed at peak  saved          max  fixed at max  saved',
      'web      1.0       248.0  23.81    20          46.08  22.27  48.3 %   40         92.16  68.35  74.2 %',
      'jobs     0.5        30.0      –     4              –      –  37.5 %   10             –      –  75.0 %',
      'in all                    23.81                46.08  22.27  48.3 %              92.16  68.35  74.2 %',
      '',
      'Method: what ran against the same hours at a fixed capacity: the highest that',
      "occurred (peak) and the plan's own maximum (max). Cost is hours × the price of",
      "the desired capacity, at the plan's present price. In all, each target is fixed",
      'at its own peak. Capacity comes from the recorded activities, kept for 30 days;',
      'between two that agree it is taken as unchanged, and what was moved while',
      'Tidegate did not run is not known.',
      'jobs: known since 2026-01-05 21:00 only; the time before is left out.',
      'jobs: for 6.0 h it changed at a moment that nobody saw; the larger capacity is counted.',
      'jobs: its units have no price: percent of unit-hours, and no part of the sum.',
      'unseen: no activity is kept from this time: its capacity is not known.',
    ]);
  });

  test.each([
    { name: 'a date and a time', from: '2026-01-05', to: '2026-01-05T17:00', unitHours: 40 },
    { name: 'a time with its offset', from: '2026-01-05T18:00+09:00', to: '20h', unitHours: 20 },
    { name: 'durations ago', from: '8h', to: '4h', unitHours: 80 },
    { name: 'an end that is yet to come', from: '4h', to: '2027-01-01', unitHours: 32 },
  ])('takes $name', async ({ from, to, unitHours }) => {
    const { tidegate, json } = terminal({ application: await fleetOfADay() });

    await tidegate('savings', 'web', '--from', from, '--to', to, '--json');

    expect(json()).toMatchObject({ targets: [{ target: 'web', savings: { unitHours } }] });
  });

  test.each([
    { name: 'no time', from: 'yesterday', to: '0s', said: '--from needs a date' },
    { name: 'a day that no month has', from: '2026-02-31T25:00', to: '0s', said: '--from needs' },
    { name: 'an end before the start', from: '1h', to: '2h', said: 'before --to' },
    { name: 'a start to come', from: '2027-01-01', to: '0s', said: 'before now' },
  ])('refuses $name: exit code 2', async ({ from, to, said }) => {
    const { tidegate, complained } = terminal({ application: await fleetOfADay() });

    const code = await tidegate('savings', '--from', from, '--to', to);

    expect(code).toBe(2);
    expect(complained[0]).toContain(said);
  });

  test('of a target that the plan does not have: exit code 2', async () => {
    const { tidegate, complained } = terminal({ application: await fleetOfADay() });

    const code = await tidegate('savings', 'nobody');

    expect(code).toBe(2);
    expect(complained[0]).toContain('no target "nobody"');
  });

  test('counts a target that did not move for as long as activities are kept', async () => {
    const app = inMemoryApplication([scalingPlan({ perHour: 1, max: 10, mode: 'shadow' })]);
    await app.ports.states.save('web', state({ applied: { capacity: capacity(4), at: at(0) } }));
    app.pass(40 * 24 * HOUR);
    const { tidegate, printed } = terminal({ application: app });

    await tidegate('savings');

    expect(printed.join('\n')).toContain(
      'web     30.0     2,880.0  2,880.00     4       2,880.00   0.00  0.0 %   10',
    );
    expect(printed.join('\n')).toContain('\nweb: in shadow mode: others move it, not Tidegate.');
  });
});
