/** @module Behaviour over time: the real application on a virtual clock, told as a table. */
import { inMemoryActivityStore } from '../../shared/adapters/stores/in-memory-activity-store.ts';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { inMemoryStateStore } from '../../shared/adapters/stores/in-memory-state-store.ts';
import { type EvaluationPorts, evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import { isDueWithin } from '../../shared/core/cadence.ts';
import type { Decision, Outcome } from '../../shared/core/decision.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { capacity, type Instant, later, seconds } from '../../shared/core/units.ts';
import { bindSource } from '../../shared/simulator/binding.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import type { World } from '../../shared/simulator/world.ts';
import { missing, START } from './builders.ts';
import { interpreters } from './interpreters.ts';

const STEP = seconds(10);

/** A target with the world that it lives in. */
export interface Scene {
  readonly plan: ScalingPlan;
  readonly world: World;
}

/** What may happen in a scenario, by the minute at which it begins. */
export interface Happening {
  readonly minute: number;
  readonly does: (hands: Hands) => unknown;
}

/** What a happening can do. */
export interface Hands {
  /** The use cases' own ports, to operate. */
  readonly ports: EvaluationPorts;
  readonly plans: readonly ScalingPlan[];
  /** Somebody sets the capacity by hand, past us. */
  moveTo(units: number): void;
  /** Sources answer no more, or answer again. */
  losesReadings(areLost: boolean): void;
  /** The target's service refuses every change with this code, or takes them again. */
  refusesChanges(code: 'throttled' | 'access-denied' | undefined): void;
}

/** The only plan of a document; a test writes it as an operator would. */
export function onlyPlan(text: string): ScalingPlan {
  const result = readPlanDocument(text);
  if (result.status === 'invalid') {
    throw new Error(result.problems.map(({ line, message }) => `${line}: ${message}`).join('\n'));
  }
  const [plan] = result.plans;
  if (plan === undefined) {
    throw new Error('The document has no target.');
  }
  return plan;
}

/** Load in minutes from the start; the last value stays. */
export function perMinute(...spans: readonly (readonly [minutes: number, load: number])[]): Trace {
  return {
    start: START,
    step: seconds(60),
    values: Float64Array.from(
      spans.flatMap(([minutes, load]) => Array.from({ length: minutes }, () => load)),
    ),
    per: seconds(60),
    after: 'stay',
  };
}

/**
 * Runs a target in its world and tells what changed: a line for every change of capacity, and one
 * whenever the reason to hold is another one. Times are minutes and seconds from the start.
 */
export async function story(
  { plan, world }: Scene,
  { minutes, happenings = [] }: { minutes: number; happenings?: readonly Happening[] },
): Promise<string> {
  let now = START;
  let areLost = false;
  let refusal: 'throttled' | 'access-denied' | undefined;
  const clock = { now: () => now };
  const ports: EvaluationPorts = {
    clock,
    interpreters,
    states: inMemoryStateStore(),
    activities: inMemoryActivityStore({ clock }),
    ledgers: inMemoryLedgerStore(),
    journal: { evaluated: () => undefined, noted: () => undefined },
    sources: {
      read: async (specs) =>
        specs.map((spec) => (areLost ? undefined : bindSource(spec)?.(world)) ?? missing()),
    },
    targets: {
      describe: async () => [world.describe()],
      apply: async (_, { to }) => {
        if (refusal !== undefined) {
          return { status: 'failed', code: refusal, because: 'the service said so' };
        }
        world.setDesired(to);
        return { status: 'applied' };
      },
    },
  };
  const hands: Hands = {
    ports,
    plans: [plan],
    moveTo: (units) => world.setDesired(capacity(units)),
    losesReadings: (value) => {
      areLost = value;
    },
    refusesChanges: (code) => {
      refusal = code;
    },
  };
  const lines: string[] = [];
  let before: string | undefined;
  for (let elapsed = 0; elapsed <= minutes * 60; elapsed += STEP) {
    now = later(START, seconds(elapsed));
    world.advance(now);
    for (const { does } of happenings.filter(({ minute }) => minute * 60 === elapsed)) {
      // biome-ignore lint/performance/noAwaitInLoops: one thing happens after another.
      await does(hands);
    }
    const due = isDueWithin(plan, now) ? [plan] : [];
    for (const { decision, outcome } of await evaluateTargets(due, ports)) {
      const line = lineOf(decision, outcome);
      if (decision.action !== 'hold' || line !== before) {
        lines.push(`${timeOf(now)}  ${line}`);
      }
      before = line;
    }
  }
  return `\n${lines.join('\n')}\n`;
}

function lineOf({ action, from, to, reason }: Decision, outcome: Outcome): string {
  const fault = 'code' in outcome ? ` (${outcome.code})` : '';
  return action === 'hold'
    ? `${from} stays, ${reason}`
    : `${from} → ${to}, ${reason}: ${outcome.status}${fault}`;
}

function timeOf(at: Instant): string {
  const elapsed = (at - START) / 1000;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(elapsed / 60))}:${two(elapsed % 60)}`;
}

/** A golden table without the indentation that it has in the test. */
export function table(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  return `\n${lines.filter((line) => line !== '').join('\n')}\n`;
}
