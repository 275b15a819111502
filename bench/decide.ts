/**
 * How many decisions one core makes in a second, with four policies and the state of a target that
 * lives: `npx tsx bench/decide.ts`. The bar is 200,000. Counted in processor time, with garbage
 * collection, so that other work on the machine hardly matters.
 */
import { cpus } from 'node:os';
import * as z from 'zod/mini';
import { decide } from '../shared/core/decide.ts';
import { limits } from '../shared/core/limits/index.ts';
import type { Snapshot } from '../shared/core/model.ts';
import type { TargetPlan } from '../shared/core/plan.ts';
import { policies } from '../shared/core/policies/index.ts';
import { recordOutcome } from '../shared/core/record-outcome.ts';
import { initialState, type State } from '../shared/core/state.ts';
import {
  type Capacity,
  capacity,
  type Instant,
  instant,
  later,
  seconds,
} from '../shared/core/units.ts';

const START = instant(1_767_603_600_000);
const CADENCE = seconds(60);
const BAR = 200_000;
/** Decisions of one round; a round is long enough for the clock and short enough to repeat. */
const ROUND = 100_000;
const ROUNDS = 12;
/** Rounds in which the compiler is still at work. */
const WARM_UP_ROUNDS = 4;

const plan: TargetPlan = {
  id: 'checkout-workers',
  mode: 'live',
  capacity: { min: capacity(2), max: capacity(200) },
  unit: { warmUp: seconds(90), perHour: 0.096 },
  evaluateEvery: CADENCE,
  onForeignChange: 'adopt',
  policies: [
    { type: 'target-tracking', source: 'cpu', target: 60 },
    { type: 'queue-latency', source: 'jobs', objective: '60s', serviceTime: '2s' },
    {
      type: 'step',
      source: 'latency',
      adjustment: 'percent-change-in-capacity',
      steps: [
        { above: 1, change: 20 },
        { above: 2, change: 50 },
        { below: 0.2, change: -10 },
      ],
    },
    {
      type: 'threshold',
      conditions: [
        { source: 'errors', above: 5, below: 1 },
        { source: 'latency', above: 3, below: 0.5 },
      ],
    },
  ].map((written) => z.parse(policies.schema, written)),
  limits: z.parse(limits.schema, {}),
};

interface Moment {
  readonly snapshot: Snapshot;
  readonly state: State;
  readonly now: Instant;
}

/** What a seeded noisy load brings in `count` evaluations whose changes take effect at once. */
function recorded(count: number, isNoisy: boolean): readonly Moment[] {
  const moments: Moment[] = [];
  let state = initialState;
  let units: Capacity = capacity(20);
  let seed = 42;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  for (let index = 0; index < count; index += 1) {
    const now = later(START, seconds(index * CADENCE));
    const wave = isNoisy ? 1 + 0.5 * Math.sin(index / 40) + 0.2 * (random() - 0.5) : 1;
    const load = 10 * wave;
    const snapshot = seen(load, units, now);
    moments.push({ snapshot, state, now });
    const decision = decide(snapshot, plan, state, now);
    if (decision.action === 'hold' || decision.to === null) {
      state = decision.next;
    } else {
      units = decision.to;
      state = recordOutcome(decision.next, decision, { status: 'applied' });
    }
  }
  return moments;
}

function seen(load: number, units: Capacity, at: Instant): Snapshot {
  const measured = (value: number, unit: string) => ({
    status: 'measured' as const,
    value,
    unit,
    at,
  });
  const visible = Math.round(load * 3);
  const inFlight = Math.min(units, Math.round(load * 2));
  return {
    readings: {
      cpu: measured((load * 120) / units, 'percent'),
      jobs: {
        ...measured(visible + inFlight, 'messages'),
        parts: { visible, inFlight, delayed: 0 },
      },
      latency: measured(0.3 + load / units / 4, 'seconds'),
      errors: measured(2, 'count'),
    },
    target: { status: 'described', capacity: units, inService: units, pending: capacity(0) },
  };
}

/** Decisions per second in each measured round; the sum keeps the work from being left out. */
function measure(moments: readonly Moment[]): readonly number[] {
  const rates: number[] = [];
  let sum = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = process.cpuUsage();
    for (let index = 0; index < ROUND; index += 1) {
      const moment = moments[index % moments.length];
      if (moment !== undefined) {
        sum += decide(moment.snapshot, plan, moment.state, moment.now).to ?? 0;
      }
    }
    if (round >= WARM_UP_ROUNDS) {
      const { user, system } = process.cpuUsage(from);
      rates.push((ROUND / (user + system)) * 1e6);
    }
  }
  if (!(sum > 0)) {
    throw new Error('The decisions came to nothing.');
  }
  return rates;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}`);
for (const [name, isNoisy] of [
  ['steady', false],
  ['noisy', true],
] as const) {
  const rates = measure(recorded(1_000, isNoisy));
  const middle = median(rates);
  console.log(
    `${name}: ${Math.round(middle).toLocaleString('en')} decisions/s ` +
      `(worst ${Math.round(Math.min(...rates)).toLocaleString('en')}), ` +
      `${middle >= BAR ? 'over' : 'under'} the bar of ${BAR.toLocaleString('en')}`,
  );
}
