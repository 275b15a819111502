/** @module A run of a page's plan as series that can be drawn. */
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import type { Decision } from '../../shared/core/decision.ts';
import type { Interpreters } from '../../shared/core/lua.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type Instant, instant, later, seconds } from '../../shared/core/units.ts';
import { type Controller, engine } from '../../shared/simulator/controller.ts';
import { planWorld } from '../../shared/simulator/plan-world.ts';
import { randomStream } from '../../shared/simulator/random.ts';
import { demandOf } from '../../shared/simulator/score.ts';
import { type Run, run } from '../../shared/simulator/simulate.ts';
import { loadOf, wander } from '../../shared/simulator/workload.ts';
import type { Span } from './svg.ts';

/** The load that a plan is shown with. */
export interface Load {
  /** A Monday at midnight, UTC, plus this many hours, is the left end of the picture. */
  readonly fromHour: number;
  readonly hours: number;
  /** Hours that pass before the picture begins. */
  readonly before?: number;
  /** Requests or messages a minute, by the hours since that Monday's midnight. */
  perMinute(hour: number): number;
  /** How much the load wanders around that: a share of it. */
  readonly spread?: number;
  /** Requests or messages a minute that one unit serves, where the plan does not tell. */
  readonly unitServes?: number;
}

/** What was seen, one value for each evaluation that is shown. */
export interface Observed {
  readonly plan: ScalingPlan;
  /** Evaluations in the picture. */
  readonly steps: number;
  readonly stepSeconds: number;
  readonly start: Instant;
  readonly decisions: readonly Decision[];
  /** A column of the world: "inService", "ageOfOldest", "visible" … */
  column(name: string): Float64Array;
  /** Load per minute. */
  readonly load: Float64Array;
  /** Units that the load needs; nothing for a queue. */
  readonly needed: Float64Array;
  readonly desired: Float64Array;
  /** Stretches in which there was too little. */
  readonly missed: readonly Span[];
}

const MONDAY = Date.UTC(2027, 2, 1);
const SEED = 7;

/** The only plan of a text; a page's plan must be without a fault. Throws an Error. */
export function planOf(text: string): ScalingPlan {
  const result = readPlanDocument(text);
  const [plan] = result.status === 'valid' ? result.plans : [];
  if (result.status === 'invalid' || plan === undefined) {
    throw new Error(`A plan of the documentation is not valid: ${JSON.stringify(result)}`);
  }
  return plan;
}

/** Runs the plan under the load, and keeps what is shown. */
export function observe(plan: ScalingPlan, load: Load, interpreters: Interpreters): Observed {
  const { fromHour, hours, before = 1, spread = 0.03, unitServes } = load;
  const firstHour = fromHour - before;
  const begin = instant(MONDAY + firstHour * 3_600_000);
  const step = seconds(60);
  const length = seconds((before + hours) * 3600);
  const noise = wander(randomStream(SEED, 'picture'), { spread, step, memorySeconds: 600 });
  const trace = loadOf(
    { start: begin, step, length },
    (elapsed) => (load.perMinute(firstHour + elapsed / 3600) / 60) * noise(),
  );
  const built = planWorld(plan, {
    load: trace,
    seed: SEED,
    ...(unitServes === undefined ? {} : { capacityPerUnit: unitServes / 60 }),
  });
  const decisions: Decision[] = [];
  const inner = engine(plan, { interpreters });
  const kept: Controller = {
    evaluate(world) {
      const controlled = inner.evaluate(world);
      if (controlled !== undefined) {
        decisions.push(controlled.decision);
      }
      return controlled;
    },
  };
  const options = { every: plan.evaluateEvery, until: later(begin, length) };
  const ran: Run =
    built.kind === 'queue' ? run(kept, built.world, options) : run(kept, built.world, options);
  const first = Math.round((before * 3600) / plan.evaluateEvery);
  const column = (name: string) => ran.columns[name]?.subarray(first) ?? new Float64Array();
  const inService = column('inService');
  const perSecond = column('load');
  const needed =
    built.kind === 'queue'
      ? new Float64Array()
      : perSecond.map((value) => demandOf(value, built.capacityPerUnit));
  const isMissed =
    built.kind === 'queue'
      ? (row: number) => (column('ageOfOldest')[row] ?? 0) > built.objectiveSeconds
      : (row: number) => (needed[row] ?? 0) > Math.ceil((inService[row] ?? 0) - 1e-9);
  return {
    plan,
    steps: ran.rows - first,
    stepSeconds: plan.evaluateEvery,
    start: later(begin, seconds(before * 3600)),
    decisions: decisions.slice(first),
    column,
    load: perSecond.map((value) => value * 60),
    needed,
    desired: ran.desired.subarray(first),
    missed: spansWhere(ran.rows - first, isMissed),
  };
}

/** The stretches in which something is true. */
export function spansWhere(
  steps: number,
  isTrue: (step: number) => boolean,
  kind: Span['kind'] = 'missed',
): readonly Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (let step = 0; step <= steps; step += 1) {
    if (step < steps && isTrue(step)) {
      from ??= step;
    } else if (from !== undefined) {
      spans.push({ from, to: step, kind });
      from = undefined;
    }
  }
  return spans;
}
