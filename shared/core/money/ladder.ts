/** @module The ladder of a budget: alerts, then freeze, then shed, and the way back. */
import { elapsed, type Instant, seconds } from '../units.ts';
import type { Budget, Period } from './budget.ts';
import type { LadderMemory, Rung } from './ladder-memory.ts';
import type { Level, Standing } from './levels.ts';

/** How long there must be room again before a rung is left: a dip is not the end. */
const CALM_FOR = seconds(600);
/** Room means that a share of a limit's rate is free. */
const FREE_SHARE = 0.05;

/** Something that happened to a budget, for people to know. */
export type BudgetEvent =
  /** So much of a limit is used; once for each share and period. */
  | { readonly kind: 'alert'; readonly share: number; readonly level: Level }
  /** Not one more unit is paid for. */
  | { readonly kind: 'frozen'; readonly level: Level }
  /** The targets named for an emergency go to their minimum. */
  | { readonly kind: 'shed'; readonly level: Level; readonly targets: readonly string[] }
  /** A rung is left. */
  | {
      readonly kind: 'recovered';
      readonly rung: 'frozen' | 'shed';
      readonly period: Period;
      readonly since: Instant;
      readonly targets: readonly string[];
    };

/** What a ladder remembers now, and what happened; the same memory where nothing did. */
export interface Climbed {
  readonly memory: LadderMemory;
  readonly events: readonly BudgetEvent[];
}

/** Goes up or down the ladder as the budget's standing says. */
export function climb(budget: Budget, standing: Standing, memory: LadderMemory): Climbed {
  const events: BudgetEvent[] = [];
  let after = memory;
  for (const level of standing.levels) {
    const told = after[level.period];
    const upTo = told?.from === level.from ? told.upTo : 0;
    const crossed = budget.alerts.filter((share) => share > upTo && level.used >= share);
    const highest = crossed.at(-1);
    if (highest !== undefined) {
      events.push(...crossed.map((share): BudgetEvent => ({ kind: 'alert', share, level })));
      after = { ...after, [level.period]: { from: level.from, upTo: highest } };
    }
  }
  after = frozen(standing, after, events);
  return { memory: shed(budget, standing, after, events), events };
}

function frozen(
  { levels, now, rate }: Standing,
  memory: LadderMemory,
  events: BudgetEvent[],
): LadderMemory {
  const full = levels.find(({ isFull }) => isFull);
  const { frozen: reached, ...rest } = memory;
  if (reached === undefined) {
    if (full === undefined) {
      return memory;
    }
    events.push({ kind: 'frozen', level: full });
    return { ...memory, frozen: { since: now, period: full.period } };
  }
  const hasRoom = levels.every(({ mostRate }) => rate <= mostRate * (1 - FREE_SHARE));
  const next = calmed(reached, hasRoom && full === undefined, now);
  if (next !== undefined) {
    return next === reached ? memory : { ...memory, frozen: next };
  }
  events.push(recovery('frozen', reached, []));
  return rest;
}

function shed(
  { emergency }: Budget,
  { levels, now }: Standing,
  memory: LadderMemory,
  events: BudgetEvent[],
): LadderMemory {
  const { shed: reached, ...rest } = memory;
  const level = levels.find(({ period }) => period === emergency?.of);
  if (reached === undefined) {
    if (emergency === undefined || level === undefined || level.used < emergency.at) {
      return memory;
    }
    events.push({ kind: 'shed', level, targets: emergency.shed });
    return { ...memory, shed: { since: now, period: level.period } };
  }
  // An emergency that the plan does not have any more is over at once.
  const isOver = emergency === undefined || level === undefined;
  const next = isOver ? undefined : calmed(reached, level.used < 1, now);
  if (next !== undefined) {
    return next === reached ? memory : { ...memory, shed: next };
  }
  events.push(recovery('shed', reached, emergency?.shed ?? []));
  return rest;
}

/** The rung with how long it has been calm; undefined when that is long enough to leave it. */
function calmed(reached: Rung, isCalm: boolean, now: Instant): Rung | undefined {
  const { calmSince, ...rest } = reached;
  if (!isCalm) {
    return calmSince === undefined ? reached : rest;
  }
  if (calmSince === undefined || calmSince > now) {
    return { ...rest, calmSince: now };
  }
  return elapsed({ from: calmSince, to: now }) >= CALM_FOR ? undefined : reached;
}

function recovery(
  rung: 'frozen' | 'shed',
  { period, since }: Rung,
  targets: readonly string[],
): BudgetEvent {
  return { kind: 'recovered', rung, period, since, targets };
}
