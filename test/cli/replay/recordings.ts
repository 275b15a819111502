/** @module Recordings for tests: the real engine over simulated worlds, recorded as it runs. */

import { parseRecording, type RecordedTarget } from '../../../cli/replay/read-recording.ts';
import { evaluationLine, plansLine } from '../../../cli/replay/recording-format.ts';
import { simulatedPorts } from '../../../cli/start/simulated-ports.ts';
import { localTarget } from '../../../cli/start/worlds.ts';
import { inMemoryActivityStore } from '../../../shared/adapters/stores/in-memory-activity-store.ts';
import { inMemoryLedgerStore } from '../../../shared/adapters/stores/in-memory-ledger-store.ts';
import { inMemoryStateStore } from '../../../shared/adapters/stores/in-memory-state-store.ts';
import { evaluateTargets } from '../../../shared/app/evaluate-targets.ts';
import { recordEvaluations } from '../../../shared/app/record-evaluations.ts';
import { readPlanDocument } from '../../../shared/config/plan-document.ts';
import { isDueWithin } from '../../../shared/core/cadence.ts';
import type { ScalingPlan } from '../../../shared/core/plan.ts';
import { instant } from '../../../shared/core/units.ts';
import { START } from '../../support/builders.ts';

/** What a test may say of the plan; the rest is a web tier and workers that are often moved. */
export interface PlanWords {
  readonly target?: number;
  readonly serviceTime?: string;
  readonly mode?: 'live' | 'shadow';
  /** Further sources of the web tier, as YAML in one line. */
  readonly sources?: string;
}

/** A plan as people write it. */
export function planText(words: PlanWords = {}): string {
  const { target = 1000, serviceTime = '6s', mode = 'live', sources = '' } = words;
  const alb = 'type: alb-target-group, loadBalancer: app/shop/1, targetGroup: targetgroup/web/2';
  return `
version: 1
defaults: { mode: ${mode} }
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 40 }
    unit: { warmUp: 120s, perHour: 0.1 }
    sources:
      requests: { ${alb}, metric: RequestCountPerTarget }
      ${sources}
    policies:
      - { type: target-tracking, source: requests, target: ${target} }
  jobs:
    target: { type: auto-scaling-group, name: jobs }
    capacity: { min: 0, max: 50 }
    unit: { warmUp: 60s, perHour: 0.05 }
    evaluateEvery: 30s
    sources:
      queue: { type: sqs-queue, queueUrl: "https://sqs.us-east-1.amazonaws.com/1/jobs" }
    policies:
      - { type: queue-latency, source: queue, objective: 2m, serviceTime: ${serviceTime} }
`;
}

/** A plan, checked. Throws where it has errors. */
export function plansOf(text: string = planText()): readonly ScalingPlan[] {
  const result = readPlanDocument(text);
  if (result.status === 'invalid') {
    throw new Error(result.problems.map(({ message }) => message).join('\n'));
  }
  return result.plans;
}

/** The target of a plan with this id. */
export function planNamed(id: string, text?: string): ScalingPlan {
  const plan = plansOf(text).find((each) => each.id === id);
  if (plan === undefined) {
    throw new Error(`The test's plan has no target "${id}".`);
  }
  return plan;
}

/** The lines of a run of the engine: its use cases, stores in memory, targets in worlds. */
export async function recordedLines(
  plans: readonly ScalingPlan[],
  { minutes }: { readonly minutes: number },
): Promise<readonly string[]> {
  const lines = [plansLine(plans)];
  const locals = plans.map((plan, index) => localTarget(plan, { start: START, seed: 7 + index }));
  let now = START;
  const clock = { now: () => now };
  const ports = {
    ...simulatedPorts(locals),
    states: inMemoryStateStore(),
    activities: inMemoryActivityStore({ clock }),
    ledgers: inMemoryLedgerStore(),
    clock,
    journal: recordEvaluations(
      { evaluated: () => undefined, noted: () => undefined },
      (evaluation) => lines.push(evaluationLine(evaluation)),
    ),
  };
  for (let step = 0; step < minutes * 6; step += 1) {
    const due = plans.filter((plan) => isDueWithin(plan, now));
    // biome-ignore lint/performance/noAwaitInLoops: one step follows another.
    await evaluateTargets(due, ports);
    now = instant(now + 10_000);
    for (const { world } of locals) {
      world.advance(now);
    }
  }
  return lines;
}

/** One target of a recording that is right. Throws where it is not. */
export function targetIn(lines: readonly string[], id: string): RecordedTarget {
  const parsed = parseRecording(lines.join('\n'));
  if (parsed.status === 'invalid') {
    throw new Error(parsed.problems.map(({ line, message }) => `${line} ${message}`).join('\n'));
  }
  const found = parsed.targets.find((target) => target.id === id);
  if (found === undefined) {
    throw new Error(`The recording has no target "${id}".`);
  }
  return found;
}
