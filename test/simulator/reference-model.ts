/**
 * @module An independent little model of a scaled service, to hold the simulator against. One step
 * is a minute; a unit launched at t serves from t + D; removal is immediate; a rule sees the load
 * per unit in service up to the minute before.
 */

/** What a rule may look at, and move. */
export interface Reference {
  /** The minute that begins now. */
  readonly minute: number;
  /** Load of the minutes that are over. */
  readonly load: readonly number[];
  /** Units in service in the minutes that are over. */
  readonly inService: readonly number[];
  readonly desired: number;
  readonly hasPending: boolean;
}

/** A rule: the units to ask for, or undefined to leave things as they are. */
export type Rule = (now: Reference) => number | undefined;

/** A rule's setting: capacity of one unit, and the share of it that the rule aims at. */
export interface RuleSetting {
  readonly capacity: number;
  readonly target: number;
}

const usage = ({ load, inService }: Reference, { capacity }: RuleSetting, minute: number) =>
  (load[minute] ?? 0) / ((inService[minute] ?? 0) * capacity);
const lastOf = <Value>(values: readonly Value[], count: number) => values.slice(-count);
const minutes = (now: Reference, count: number) =>
  Array.from({ length: count }, (_, back) => now.minute - 1 - back);

/** Out after three minutes above the target; in after fifteen below 90 % of it. */
export function targetTracking(setting: RuleSetting): Rule {
  const { capacity, target } = setting;
  return (now) => {
    if (now.minute < 16) {
      return undefined;
    }
    if (minutes(now, 3).every((minute) => usage(now, setting, minute) > target)) {
      const [last = 0] = lastOf(now.load, 1);
      return Math.max(now.desired, Math.ceil(last / (target * capacity)));
    }
    const isLow = minutes(now, 15).every((minute) => usage(now, setting, minute) < 0.9 * target);
    return !now.hasPending && isLow
      ? Math.min(now.desired, Math.ceil(Math.max(...lastOf(now.load, 3)) / (target * capacity)))
      : undefined;
  };
}

/** Out by 10 to 100 % after two minutes above the target; in by 10 % after fifteen below. */
export function stepScaling(setting: RuleSetting): Rule {
  const { target } = setting;
  let notBefore = 0;
  return (now) => {
    if (now.minute < 16 || now.hasPending) {
      return undefined;
    }
    const { desired } = now;
    const recent = minutes(now, 2).map((minute) => usage(now, setting, minute));
    if (recent.every((each) => each > target)) {
      const past = Math.min(...recent);
      const share =
        past < target + 0.1 ? 0.1 : past < target + 0.2 ? 0.2 : past < target + 0.4 ? 0.3 : 1;
      return desired + Math.max(1, Math.ceil(share * desired));
    }
    const isLow = minutes(now, 15).every((minute) => usage(now, setting, minute) < target - 0.2);
    if (!isLow || now.minute < notBefore) {
      return undefined;
    }
    notBefore = now.minute + 5;
    return desired - Math.max(1, Math.floor(0.1 * desired));
  };
}

/** Proportional, with a tolerance of 0.1 and a hold of five minutes on the way in. */
export function proportional(setting: RuleSetting): Rule {
  const wanted: number[] = [];
  return (now) => {
    const { desired } = now;
    const ratio = usage(now, setting, now.minute - 1) / setting.target;
    const [inService = 0] = lastOf(now.inService, 1);
    wanted.push(Math.abs(ratio - 1) <= 0.1 ? desired : Math.ceil(inService * ratio));
    const [last = 0] = lastOf(wanted, 1);
    return last > desired
      ? Math.min(last, Math.max(16 * desired, desired + 16))
      : Math.min(desired, Math.max(...lastOf(wanted, 5)));
  };
}

/** What the last minute needed, and no less than the last ten minutes needed. */
export function reactive({ capacity, target }: RuleSetting): Rule {
  return ({ load }) =>
    Math.max(...lastOf(load, 10).map((each) => Math.ceil(each / (target * capacity))));
}

/** Units in service, minute by minute, under a rule. */
export function referenceRun(
  load: readonly number[],
  rule: Rule,
  { delayMinutes, initial }: { readonly delayMinutes: number; readonly initial: number },
): readonly number[] {
  let inService = initial;
  let desired = initial;
  let pending: { readonly ready: number; readonly count: number }[] = [];
  const series: number[] = [];
  const seen = { load: [] as number[], inService: [] as number[] };
  load.forEach((value, minute) => {
    for (const { ready, count } of pending) {
      inService += ready <= minute ? count : 0;
    }
    pending = pending.filter(({ ready }) => ready > minute);
    series.push(inService);
    const asked =
      minute === 0 ? undefined : rule({ minute, ...seen, desired, hasPending: pending.length > 0 });
    seen.load.push(value);
    seen.inService.push(series[minute] ?? 0);
    if (asked !== undefined) {
      move(minute, Math.max(1, asked));
    }
  });
  return series;

  function move(minute: number, to: number): void {
    desired = to;
    const have = inService + pending.reduce((sum, { count }) => sum + count, 0);
    if (to > have) {
      pending.push({ ready: minute + delayMinutes, count: to - have });
    }
    let cut = have - to;
    while (cut > 0) {
      const newest = pending.pop();
      if (newest === undefined) {
        inService = Math.max(1, inService - cut);
        return;
      }
      const taken = Math.min(newest.count, cut);
      cut -= taken;
      if (newest.count > taken) {
        pending.push({ ready: newest.ready, count: newest.count - taken });
      }
    }
  }
}
