import { describe, expect, it } from 'vitest';
import { observe, type Past } from '../../../cli/replay/observe.ts';
import { capacity, seconds } from '../../../shared/core/units.ts';
import type { Activity } from '../../../shared/ports/activity-store.ts';
import type { MetricHistory } from '../../../shared/ports/metric-history.ts';
import { at, decision, missing, START, target } from '../../support/builders.ts';
import { planNamed } from './recordings.ts';

/** The plan's units start in 120 s. */
const WEB = planNamed('web');

/** Values by the second after the start at which their minute ends. */
function kept(values: Readonly<Record<string, number>>): MetricHistory {
  return {
    status: 'kept',
    unit: 'requests',
    period: seconds(60),
    delay: seconds(60),
    values: Object.entries(values)
      .map(([second, value]) => ({ at: at(Number(second)), value }))
      .toSorted((one, other) => one.at - other.at),
  };
}

function moved(minute: number, from: number, to: number, isApplied = true): Activity {
  const when = at(minute * 60);
  const { next: _, ...told } = decision({ at: when, from: capacity(from), to: capacity(to) });
  const outcome = isApplied
    ? ({ status: 'applied' } as const)
    : ({ status: 'refused', code: 'invalid', because: 'no' } as const);
  return { target: 'web', at: when, id: `web@${minute}`, decision: told, outcome };
}

function observed(past: Partial<Past> = {}, plan = WEB) {
  return observe(plan, {
    from: START,
    to: at(600),
    histories: { requests: kept({}) },
    activities: [],
    present: target(4),
    ...past,
  });
}

function capacities(past: Partial<Past>) {
  return observed(past).map(({ snapshot: { target: status } }) =>
    status.status === 'described' ? [status.capacity, status.inService] : status,
  );
}

describe('observe', () => {
  it('looks at the target at its cadence, no more often than a minute', () => {
    const seen = observed({ from: at(-30), to: at(150) });
    const jobs = observed({ to: at(121) }, planNamed('jobs'));

    expect(seen.map((each) => each.at)).toEqual([START, at(60), at(120)]);
    expect(jobs.map((each) => each.at)).toEqual([START, at(60), at(120)]);
  });

  it('sees of a metric what an evaluation would have seen then', () => {
    const history = kept({ '0': 10, '60': 20, '120': 30 });

    const seen = observed({ to: at(600), histories: { requests: history } });

    const values = seen.map(({ snapshot: { readings } }) => readings['requests']);
    expect(values.slice(0, 4)).toMatchObject([
      { status: 'missing' },
      { status: 'measured', value: 10, unit: 'requests', at: START },
      { status: 'measured', value: 20, at: at(60) },
      { status: 'measured', value: 30, at: at(120) },
    ]);
    // Fresh for 5 minutes, up to second 420.
    expect(values.slice(7)).toMatchObject([
      { status: 'measured', value: 30 },
      { status: 'missing', because: 'empty' },
      { status: 'missing' },
    ]);
  });

  it('hands on why a source has no past', () => {
    const [first] = observed({ histories: { requests: missing('access-denied') } });

    expect(first?.snapshot.readings).toEqual({ requests: missing('access-denied') });
  });

  it.each([
    { name: 'is what it is now where nothing happened', activities: [], expected: 4 },
    {
      name: 'is what the first activity found',
      activities: [moved(60, 7, 9)],
      expected: 7,
    },
    {
      name: 'is what the last activity before set',
      activities: [moved(60, 7, 9), moved(-60, 3, 7)],
      expected: 7,
    },
    {
      name: 'is what a refused activity found',
      activities: [moved(-60, 3, 7, false)],
      expected: 3,
    },
  ])('knows the capacity: it $name', ({ activities, expected }) => {
    expect(capacities({ activities, to: at(60) })).toEqual([[expected, expected]]);
  });

  it('counts new units as in service after the warm-up, and lost ones as gone at once', () => {
    const activities = [moved(5, 6, 3), moved(1, 2, 6)];

    expect(capacities({ activities, to: at(420) })).toEqual([
      [2, 2],
      [6, 2],
      [6, 2],
      [6, 6],
      [6, 6],
      [3, 3],
      [3, 3],
    ]);
  });

  it('observes nothing where the capacity is not known at all', () => {
    const present = { status: 'unavailable', because: 'access-denied', detail: 'no' } as const;

    expect(observed({ present })).toEqual([]);
    expect(observed({ present, activities: [moved(5, 6, 3)] })).toHaveLength(10);
  });
});
