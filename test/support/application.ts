/** @module The whole application in memory: real use cases and stores, all outside a fake. */
import * as z from 'zod/mini';
import { inMemoryNotifications } from '../../shared/adapters/notifications/in-memory-notifications.ts';
import { sources } from '../../shared/adapters/sources/index.ts';
import { inMemoryActivityStore } from '../../shared/adapters/stores/in-memory-activity-store.ts';
import { inMemoryForecastStore } from '../../shared/adapters/stores/in-memory-forecast-store.ts';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { inMemoryStateStore } from '../../shared/adapters/stores/in-memory-state-store.ts';
import type { EvaluationPorts } from '../../shared/app/evaluate-targets.ts';
import type { Evaluation } from '../../shared/app/evaluation.ts';
import type { Missing, Reading, TargetStatus } from '../../shared/core/model.ts';
import type { ScalingPlan, SourceSpec, TargetSpec } from '../../shared/core/plan.ts';
import { capacity, type Instant, later, seconds } from '../../shared/core/units.ts';
import type { EvaluationQueue, EvaluationRequest } from '../../shared/ports/evaluation-queue.ts';
import type { ForecastStore } from '../../shared/ports/forecast-store.ts';
import type { Journal } from '../../shared/ports/journal.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import type { ApplyResult } from '../../shared/ports/targets.ts';
import { FREE_LIMITS, missing, type PlanParts, plan, reading, START, target } from './builders.ts';

/** A plan with its target and sources: one source `load`, unless told. */
export function scalingPlan(
  given: PlanParts & {
    readonly sources?: Readonly<Record<string, SourceSpec>>;
    readonly wakeOn?: readonly string[];
  } = {},
): ScalingPlan {
  return {
    ...plan(given),
    target: { type: 'auto-scaling-group' },
    sources: given.sources ?? { load: z.parse(sources.schema, LOAD) },
    wakeOn: given.wakeOn ?? [],
  };
}

const LOAD = { type: 'cloudwatch-metric', namespace: 'Shop', metric: 'Load' };

/** A note in the journal. */
export interface Note {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>> | undefined;
}

/** A change that reached a target. */
export interface SeenChange {
  readonly target: string;
  readonly from: number;
  readonly to: number;
  readonly at: Instant;
}

/** Everything around the use cases, and hands to move it. */
export interface InMemoryApplication {
  readonly plans: readonly ScalingPlan[];
  readonly ports: EvaluationPorts & {
    readonly queue: EvaluationQueue;
    readonly forecasts: ForecastStore;
    readonly ledgers: LedgerStore;
    readonly notifications: ReturnType<typeof inMemoryNotifications>;
  };
  readonly accountId: string;
  readonly journal: Journal;
  /** What was told to the journal. */
  readonly evaluations: readonly Evaluation[];
  readonly notes: readonly Note[];
  /** Changes that targets were asked for, also those that failed. */
  readonly applied: readonly SeenChange[];
  readonly sent: readonly { readonly request: EvaluationRequest; readonly delay: number }[];
  /** Targets whose state was written, in order. */
  readonly saves: readonly string[];
  pass(lengthSeconds: number): void;
  /** What a source answers from now on; a number is measured at the moment it is read. */
  read(target: string, source: string, answer: number | Reading | Missing): void;
  /** What a target says of itself from now on; a number is that many units, all in service. */
  describe(target: string, status: number | TargetStatus): void;
  /** What a target answers to changes from now on; without it, changes take effect at once. */
  answer(target: string, result: ApplyResult | undefined): void;
  capacityOf(target: string): number;
}

/** An application over the plans; sources are missing and targets have 2 units, unless told. */
export function inMemoryApplication(
  plans: readonly ScalingPlan[],
  { start = START }: { readonly start?: Instant } = {},
): InMemoryApplication {
  let now = start;
  const clock = { now: () => now };
  const readings = new Map<SourceSpec, number | Reading | Missing>();
  const statuses = new Map<TargetSpec, TargetStatus>(plans.map((each) => [each.target, target(2)]));
  const answers = new Map<TargetSpec, ApplyResult>();
  const evaluations: Evaluation[] = [];
  const notes: Note[] = [];
  const applied: SeenChange[] = [];
  const sent: { request: EvaluationRequest; delay: number }[] = [];
  const saves: string[] = [];
  const states = inMemoryStateStore();
  const journal: Journal = {
    evaluated: (evaluation) => {
      evaluations.push(evaluation);
    },
    noted: (level, message, details) => {
      notes.push({ level, message, details });
    },
  };

  function planOf(id: string): ScalingPlan {
    const found = plans.find((each) => each.id === id);
    if (found === undefined) {
      throw new Error(`The test's plan has no target "${id}".`);
    }
    return found;
  }

  function sourceOf(id: string, name: string): SourceSpec {
    const spec = planOf(id).sources[name];
    if (spec === undefined) {
      throw new Error(`The test's target "${id}" has no source "${name}".`);
    }
    return spec;
  }

  return {
    plans,
    journal,
    accountId: '123456789012',
    evaluations,
    notes,
    applied,
    sent,
    saves,
    ports: {
      clock,
      journal,
      states: {
        load: (ids) => states.load(ids),
        save: (id, state) => {
          saves.push(id);
          return states.save(id, state);
        },
      },
      ledgers: inMemoryLedgerStore(),
      notifications: inMemoryNotifications(),
      activities: inMemoryActivityStore({ clock }),
      forecasts: inMemoryForecastStore(),
      queue: {
        send: async (requests) => {
          sent.push(...requests);
        },
      },
      sources: {
        read: async (specs) =>
          specs.map((spec) => {
            const answer = readings.get(spec) ?? missing('empty');
            return typeof answer === 'number' ? reading(answer, { at: now }) : answer;
          }),
      },
      targets: {
        describe: async (specs) => specs.map((spec) => statuses.get(spec) ?? NO_TARGET),
        async apply(spec, { from, to }) {
          const id = plans.find((each) => each.target === spec)?.id ?? '?';
          applied.push({ target: id, from, to, at: now });
          const answer = answers.get(spec) ?? { status: 'applied' };
          if (answer.status === 'applied') {
            statuses.set(spec, target(to));
          }
          return answer;
        },
      },
    },
    pass(lengthSeconds) {
      now = later(now, seconds(lengthSeconds));
    },
    read(id, name, answer) {
      readings.set(sourceOf(id, name), answer);
    },
    describe(id, status) {
      statuses.set(planOf(id).target, typeof status === 'number' ? target(status) : status);
    },
    answer(id, result) {
      if (result === undefined) {
        answers.delete(planOf(id).target);
      } else {
        answers.set(planOf(id).target, result);
      }
    },
    capacityOf(id) {
      const status = statuses.get(planOf(id).target);
      return status?.status === 'described' ? status.capacity : capacity(0);
    },
  };
}

/** Two units of web and a load for four; two of jobs beside it, with what they need. */
export function loadedApplication(): InMemoryApplication {
  const app = inMemoryApplication([
    scalingPlan({ id: 'web', limits: FREE_LIMITS, max: 20 }),
    scalingPlan({ id: 'jobs', limits: FREE_LIMITS }),
  ]);
  app.read('web', 'load', 40);
  app.read('jobs', 'load', 20);
  return app;
}

const NO_TARGET: TargetStatus = {
  status: 'unavailable',
  because: 'not-found',
  detail: 'there is no such target',
};

/** A target's description that is not the described one. */
export function unavailableTarget(
  because: Extract<TargetStatus, { status: 'unavailable' }>['because'],
): TargetStatus {
  return { status: 'unavailable', because, detail: `it answered ${because}` };
}
