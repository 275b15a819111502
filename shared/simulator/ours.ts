/** @module Our own policies as contenders: the deployed engine with plans anybody can write. */
import * as z from 'zod/mini';
import { limits } from '../core/limits/index.ts';
import type { PolicySpec, ScalingPlan, SourceSpec } from '../core/plan.ts';
import { policies } from '../core/policies/index.ts';
import { seconds } from '../core/units.ts';
import {
  type Baseline,
  ORDINARY_TARGET,
  type ScalingTask,
  TARGETS,
  type Variant,
} from './baseline.ts';
import { type Controller, engine } from './controller.ts';

/** Metrics of a minute can be read as soon as it is over, for us as for every baseline. */
const PROMPT = { maxAge: seconds(300), delay: seconds(0) };
const REQUESTS: SourceSpec & Readonly<Record<string, unknown>> = {
  type: 'alb-target-group',
  metric: 'RequestCountPerTarget',
  statistic: 'Sum',
  ...PROMPT,
};
const JOBS: SourceSpec & Readonly<Record<string, unknown>> = {
  type: 'sqs-queue',
  includeInFlight: true,
  maxAge: seconds(60),
};

/** Target tracking with the limits that ship. */
const targetTracking: Baseline = {
  name: 'tidegate target-tracking',
  about: 'our target-tracking policy with the limits that ship',
  worksOn: ['service'],
  isClairvoyant: false,
  ordinary: trackingVariant(ORDINARY_TARGET, 'untouched'),
  searched: TARGETS.map((target) => trackingVariant(target, `target ${target}`)),
};

/** The policy keeps what it found necessary for as long as it takes: no window need do it again. */
const NO_WINDOW = { 'scale-in': { stabilization: '0s' } };
/** Fewer changes of direction, for a little more capacity. */
const CALM = { 'scale-in': { stabilization: '60m' } };

/** Percent: every twentieth around the usual one, and a strict one. */
const OBJECTIVES = [99.3, 99.35, 99.4, 99.45, 99.5, 99.55, 99.6, 99.65, 99.7, 99.9] as const;

/** A service level and nothing else: the contender's figure is a unit's limit and an objective. */
const serviceLevel: Baseline = {
  name: 'tidegate service-level',
  about: 'our service-level policy with the limits that ship',
  worksOn: ['service'],
  isClairvoyant: false,
  ordinary: levelVariant(99.5, 'untouched'),
  searched: [
    ...OBJECTIVES.map((objective) =>
      levelVariant(objective, `objective ${objective} %, no window`, NO_WINDOW),
    ),
    levelVariant(99.5, 'calm', CALM),
  ],
};

/** Queue latency with the limits that ship; the objective is the task's. */
const queueLatency: Baseline = {
  name: 'tidegate queue-latency',
  about: 'our queue-latency policy with the limits that ship',
  worksOn: ['queue'],
  isClairvoyant: false,
  ordinary: latencyVariant(1, 'untouched'),
  searched: [1, 0.75, 0.5, 0.25].map((share) => latencyVariant(share, `objective × ${share}`)),
};

/** Our contenders; the first that works on a task is what a newcomer gets. */
export const ours: readonly Baseline[] = [serviceLevel, targetTracking, queueLatency];

/** One plan with prediction and the same plan without it. */
export interface WithAndWithout {
  readonly with: Variant['controller'];
  readonly without: Variant['controller'];
}

/** Target tracking with `predictive` beside it, and alone. */
export const predictiveAside: WithAndWithout = {
  with: (task) => engineOf(task, { requests: REQUESTS }, [tracked(task), foretold(task)]),
  without: (task) => engineOf(task, { requests: REQUESTS }, [tracked(task)]),
};

/** A service level that learns from the season, and one that does not. */
export const seasonalOrNot: WithAndWithout = {
  with: (task) => engineOf(task, { requests: REQUESTS }, [levelOf(task, 99.5)]),
  without: (task) =>
    engineOf(task, { requests: REQUESTS }, [{ ...levelOf(task, 99.5), seasonal: false }]),
};

function tracked(task: ScalingTask, share = ORDINARY_TARGET) {
  return { type: 'target-tracking', source: 'requests', target: share * limitOf(task) };
}

function foretold(task: ScalingTask) {
  return { type: 'predictive', source: 'requests', target: ORDINARY_TARGET * limitOf(task) };
}

function levelOf(task: ScalingTask, objective: number) {
  return { type: 'service-level', source: 'requests', limit: limitOf(task), objective };
}

/** Requests of a minute that a unit just bears. */
function limitOf({ capacityPerUnit, load }: ScalingTask): number {
  return (capacityPerUnit * 60) / load.per;
}

function trackingVariant(share: number, label: string): Variant {
  return {
    label,
    controller: (task) => engineOf(task, { requests: REQUESTS }, [tracked(task, share)]),
  };
}

function levelVariant(objective: number, label: string, limited: object = {}): Variant {
  return {
    label,
    controller: (task) =>
      engineOf(task, { requests: REQUESTS }, [levelOf(task, objective)], limited),
  };
}

function latencyVariant(share: number, label: string): Variant {
  return {
    label,
    controller: (task) => {
      if (task.queue === undefined) {
        throw new RangeError('queue-latency works on queues.');
      }
      const { objective, serviceTime, concurrency } = task.queue;
      return engineOf(task, { jobs: JOBS }, [
        {
          type: 'queue-latency',
          source: 'jobs',
          objective: `${objective * share}s`,
          serviceTime: `${serviceTime}s`,
          concurrency,
        },
      ]);
    },
  };
}

/** The engine with a plan as it would be written, every default filled in by its schemas. */
function engineOf(
  task: ScalingTask,
  sources: Readonly<Record<string, SourceSpec>>,
  specs: readonly unknown[],
  limited: object = {},
): Controller {
  const plan: ScalingPlan = {
    id: 'compared',
    mode: 'live',
    target: { type: 'auto-scaling-group' },
    capacity: task.bounds,
    unit: { warmUp: task.startUp },
    evaluateEvery: task.evaluateEvery,
    onForeignChange: 'adopt',
    wakeOn: [],
    sources,
    policies: specs.map((spec): PolicySpec => z.parse(policies.schema, spec)),
    limits: z.parse(limits.schema, limited),
  };
  return engine(plan, { forecast: task.forecast });
}
