/**
 * @module One evaluation of 100 targets with sources, targets and stores that answer at once: the
 * engine's own time. Run: npx tsx bench/evaluate-batch.ts
 */
import { inMemoryActivityStore } from '../shared/adapters/stores/in-memory-activity-store.ts';
import { inMemoryLedgerStore } from '../shared/adapters/stores/in-memory-ledger-store.ts';
import { inMemoryStateStore } from '../shared/adapters/stores/in-memory-state-store.ts';
import { evaluateTargets } from '../shared/app/evaluate-targets.ts';
import { readPlan } from '../shared/config/read-plan.ts';
import { type Capacity, capacity, instant } from '../shared/core/units.ts';

const TARGETS = 100;
const WARM_UP = 50;
const ROUNDS = 300;

const plan = readPlan({
  version: 1,
  targets: Object.fromEntries(
    Array.from({ length: TARGETS }, (_, index) => [
      `worker-${index}`,
      {
        target: { type: 'auto-scaling-group', name: `worker-${index}` },
        capacity: { min: 1, max: 100 },
        sources: {
          jobs: { type: 'sqs-queue', queueUrl: `https://sqs.us-east-1.amazonaws.com/1/q${index}` },
        },
        policies: [
          { type: 'queue-latency', source: 'jobs', objective: '60s', serviceTime: '2s' },
          {
            type: 'backlog-per-worker',
            source: 'jobs',
            acceptableLatency: '60s',
            serviceTime: '2s',
          },
        ],
      },
    ]),
  ),
});
if (plan.status === 'invalid') {
  throw new Error(JSON.stringify(plan.problems));
}
const { plans } = plan;
const units = new Map(plans.map((each) => [each.target, capacity(5)]));
let now = Date.UTC(2026, 0, 1);
let round = 0;
const clock = { now: () => instant(now) };
const ports = {
  sources: {
    read: async (specs: readonly unknown[]) =>
      specs.map((_, index) => {
        // Every target sees a backlog of its own that moves from round to round.
        const visible = Math.round(50 + 50 * Math.sin(round / 7 + index));
        return {
          status: 'measured' as const,
          value: visible,
          unit: 'messages',
          at: instant(now),
          parts: { visible, inFlight: 3, delayed: 0 },
        };
      }),
  },
  targets: {
    describe: async (specs: readonly { readonly type: string }[]) =>
      specs.map((spec) => {
        const current = units.get(spec) ?? capacity(0);
        return {
          status: 'described' as const,
          capacity: current,
          inService: current,
          pending: capacity(0),
        };
      }),
    apply: async (spec: { readonly type: string }, { to }: { readonly to: Capacity }) => {
      units.set(spec, to);
      return { status: 'applied' as const };
    },
  },
  states: inMemoryStateStore(),
  activities: inMemoryActivityStore({ clock }),
  ledgers: inMemoryLedgerStore(),
  journal: { evaluated: () => undefined, noted: () => undefined },
  clock,
};

const times: number[] = [];
let changes = 0;
for (round = 0; round < WARM_UP + ROUNDS; round += 1) {
  const start = performance.now();
  // biome-ignore lint/performance/noAwaitInLoops: rounds are timed one by one.
  const evaluations = await evaluateTargets(plans, ports);
  if (round >= WARM_UP) {
    times.push(performance.now() - start);
    changes += evaluations.filter(({ outcome }) => outcome.status === 'applied').length;
  }
  now += 60_000;
}
times.sort((one, other) => one - other);
const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(2);
console.log(
  `${TARGETS} targets: median ${at(0.5)} ms, p99 ${at(0.99)} ms over ${ROUNDS} rounds, ` +
    `${changes} changes applied`,
);
