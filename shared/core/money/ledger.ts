/** @module What a budget has spent, counted by ourselves: price × capacity over time. */
import * as z from 'zod/mini';
import { dateText } from '../schedule/calendar.ts';
import { type Instant, instant, later, seconds } from '../units.ts';
import { billSchema, correctionOf } from './bill.ts';
import { billedDaysSchema } from './billed-days.ts';
import { type Budget, type Period, rateOf } from './budget.ts';
import { ladderSchema } from './ladder-memory.ts';
import { HOUR_MS, hoursWithin, periodAt, type Span } from './periods.ts';

/**
 * How late an observation may come and still take its place among the others: 15 minutes. No
 * evaluation lives longer than its Lambda, a minute.
 */
export const LATEST_OBSERVATION = seconds(900);
/** Observations of one target that stay open at most. */
export const MOST_OPEN = 20;
/**
 * Targets of one budget at most: with the longest ids and everything open, each takes 0.57 KB of an
 * item, and DynamoDB takes 400 KB.
 */
export const MOST_MEMBERS = 700;

const storedInstant = z.pipe(z.number(), z.transform(instant));

const account = z.object({
  /** [when, USD per hour of all its units from then on], in order of time. */
  seen: z.readonly(z.array(z.readonly(z.tuple([storedInstant, z.number()])))),
  /** What came before the first of them is settled. */
  isSettled: z.optional(z.literal(true)),
  /** USD per hour that a change announced at a time leads to; it counts until it could be seen. */
  reserved: z.optional(z.strictObject({ rate: z.number(), at: storedInstant })),
  /** USD per hour of what it asks for, while its budget refuses it. */
  wanted: z.optional(z.number()),
});

/** What one target was seen to cost, as far as it is not settled. */
export type Account = Readonly<z.output<typeof account>>;

/** What a store keeps of a budget for one day; parsed once, where it is read. */
export const ledgerSchema = z.object({
  budget: z.string(),
  /** Midnight UTC, at which its day begins. */
  day: storedInstant,
  /** How often it was written; 0 = never. Writes are conditional on it. */
  version: z.int(),
  /** When it was last written. */
  writtenAt: z.optional(storedInstant),
  /** The next day has begun: it is not written any more. */
  isClosed: z.optional(z.literal(true)),
  /** USD settled in each hour of the day, by the number of the hour since 1970. */
  hours: z.readonly(z.record(z.string(), z.number())),
  /** USD settled on each earlier day of the month, by date. */
  days: z.readonly(z.record(z.string(), z.number())),
  targets: z.readonly(z.record(z.string(), account)),
  /** What AWS billed for this month to date. */
  bills: z.readonly(z.array(billSchema)),
  /** What AWS billed for single days of this month. */
  billedDays: z.optional(billedDaysSchema),
  ladder: ladderSchema,
});

/**
 * A budget's spending as one value. Every target has the rates it was seen to cost at; each holds
 * until the next one, also over gaps in which nobody looked. What is older than 15 minutes is
 * settled into hours and days; what is younger stays open, so that an observation that comes late
 * or twice takes its place and is never added twice.
 */
export type Ledger = Readonly<z.output<typeof ledgerSchema>>;

/** The ledger of a budget that never spent. */
export function emptyLedger(budget: string, now: Instant): Ledger {
  const { from: day } = periodAt('daily', now);
  return { budget, day, version: 0, hours: {}, days: {}, targets: {}, bills: [], ladder: {} };
}

/** What a target was seen to cost at a moment: USD per hour of all its units. */
export interface Observation {
  readonly target: string;
  readonly at: Instant;
  readonly rate: number;
}

/**
 * The ledger with what was seen; the very ledger where it knew that already. The order does not
 * matter. Two at the same instant: the higher rate counts.
 */
export function observe(ledger: Ledger, { target, at, rate }: Observation): Ledger {
  const before = ledger.targets[target];
  const seen = before === undefined ? [] : before.seen;
  const isPast = before?.isSettled === true && at < (seen[0]?.[0] ?? at);
  const place = seen.findIndex(([when]) => when >= at);
  const same = seen[place];
  if (isPast || (same?.[0] === at && same[1] >= exact(rate))) {
    return ledger;
  }
  const index = place === -1 ? seen.length : place;
  const point = [at, exact(rate)] as const;
  const { reserved, ...rest } = before ?? NO_ACCOUNT;
  return settled(ledger, target, {
    ...rest,
    ...(reserved === undefined || isSeen(reserved, { at, rate }) ? {} : { reserved }),
    seen: [...seen.slice(0, index), point, ...seen.slice(same?.[0] === at ? index + 1 : index)],
  });
}

/** Nobody acts on an announcement after that time: what is seen then is what came of it. */
const ANNOUNCED_FOR = seconds(60);

function isSeen(
  reserved: { readonly at: Instant; readonly rate: number },
  { at, rate }: { readonly at: Instant; readonly rate: number },
): boolean {
  return at >= later(reserved.at, ANNOUNCED_FOR) || (at > reserved.at && rate >= reserved.rate);
}

/** Without the noise in the last digits of a product, for which DynamoDB bills. */
function exact(usd: number): number {
  return Math.round(usd * 1e9) / 1e9;
}

/** The ledger with an account of which all that nobody can change any more is settled. */
function settled(ledger: Ledger, target: string, changed: Account): Ledger {
  const { seen } = changed;
  const until = (seen.at(-1)?.[0] ?? 0) - LATEST_OBSERVATION * 1000;
  const hours = { ...ledger.hours };
  const days = { ...ledger.days };
  let first = 0;
  const isOver = (index: number) =>
    (seen[index + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= until || seen.length - index > MOST_OPEN;
  for (; isOver(first); first += 1) {
    const [from, rate] = seen[first] ?? NOTHING;
    const [to] = seen[first + 1] ?? NOTHING;
    settle({ hours, days, day: ledger.day }, { from, to }, rate);
  }
  return first === 0
    ? withAccount(ledger, target, changed)
    : withAccount({ ...ledger, hours, days }, target, {
        ...changed,
        seen: seen.slice(first),
        isSettled: true,
      });
}

const NOTHING = [instant(0), 0] as const;

/**
 * Adds what a rate came to over a stretch of time; what lies before this month is past counting.
 */
function settle(
  sums: { hours: Record<string, number>; days: Record<string, number>; day: Instant },
  { from, to }: Span,
  rate: number,
): void {
  if (rate === 0) {
    return;
  }
  const month = periodAt('monthly', sums.day);
  for (let at = Math.max(from, month.from); at < to; ) {
    const hour = Math.floor(at / HOUR_MS);
    const end = Math.min(to, (hour + 1) * HOUR_MS);
    const usd = (rate * (end - at)) / HOUR_MS;
    const [into, key] = at >= sums.day ? [sums.hours, String(hour)] : [sums.days, dateText(at)];
    into[key] = exact((into[key] ?? 0) + usd);
    at = end;
  }
}

/** The same budget's ledger of a later day; it takes on what is open, and the sums of the month. */
export function opened(ledger: Ledger, now: Instant): Ledger {
  const next = later(ledger.day, seconds(86_400));
  const { from: day } = periodAt('daily', now > next ? now : next);
  const { isClosed: _, writtenAt: __, ...kept } = ledger;
  const isSameMonth = periodAt('monthly', day).from === periodAt('monthly', ledger.day).from;
  if (!isSameMonth) {
    const { billedDays: ___, ...rest } = kept;
    return { ...rest, day, version: 0, hours: {}, days: {}, bills: [] };
  }
  const sum = Object.values(ledger.hours).reduce((total, usd) => total + usd, 0);
  const date = dateText(ledger.day);
  const days = { ...ledger.days, [date]: (ledger.days[date] ?? 0) + sum };
  return { ...kept, day, version: 0, hours: {}, days };
}

/** What was spent in the current hour, day and month up to now, in USD. */
export type Spent = Readonly<Record<Period, number>>;

/** Sums up a ledger; the month includes what bills corrected. */
export function spentAt(ledger: Ledger, now: Instant): Spent {
  return {
    hourly: spentWithin(ledger, periodAt('hourly', now), now),
    daily: spentWithin(ledger, periodAt('daily', now), now),
    monthly: spentWithin(ledger, periodAt('monthly', now), now) + correctionOf(ledger),
  };
}

/** What was spent by our own count in a stretch of whole hours, up to now, in USD. */
export function spentWithin(ledger: Ledger, { from, to }: Span, now: Instant): number {
  let usd = 0;
  for (const hour in ledger.hours) {
    const at = Number(hour) * HOUR_MS;
    usd += at >= from && at < to ? (ledger.hours[hour] ?? 0) : 0;
  }
  for (const date in ledger.days) {
    usd += date >= dateText(from) && date < dateText(to) ? (ledger.days[date] ?? 0) : 0;
  }
  const whole = { from, to: to < now ? to : now };
  for (const target in ledger.targets) {
    const { seen } = ledger.targets[target] ?? NO_ACCOUNT;
    for (let index = 0; index < seen.length; index += 1) {
      const [at, rate] = seen[index] ?? NOTHING;
      const end = seen[index + 1]?.[0] ?? now;
      usd += rate === 0 ? 0 : rate * hoursWithin({ from: at, to: end }, whole);
    }
  }
  return usd;
}

const NO_ACCOUNT: Account = { seen: [] };

/** USD per hour that a target costs, or will cost once a change under way is made. */
export function committedRate(ledger: Ledger, target: string): number {
  const { seen, reserved } = ledger.targets[target] ?? NO_ACCOUNT;
  return Math.max(seen.at(-1)?.[1] ?? 0, reserved?.rate ?? 0);
}

/** USD per hour that a target is known to want: what it costs, or what it is refused. */
export function wantedRate(ledger: Ledger, target: string): number {
  return Math.max(committedRate(ledger, target), ledger.targets[target]?.wanted ?? 0);
}

/** USD per hour that all targets cost together, changes under way included. */
export function totalRate(ledger: Ledger): number {
  let rate = 0;
  for (const target in ledger.targets) {
    rate += committedRate(ledger, target);
  }
  return rate;
}

/** The ledger with a change announced: the money is taken before the change is made. */
export function reserve(ledger: Ledger, { target, at, rate }: Observation): Ledger {
  const before = ledger.targets[target] ?? NO_ACCOUNT;
  return withAccount(ledger, target, { ...before, reserved: { rate: exact(rate), at } });
}

/** The ledger with what a target asks for and is refused, USD per hour; undefined = nothing. */
export function want(ledger: Ledger, target: string, rate: number | undefined): Ledger {
  const before = ledger.targets[target] ?? NO_ACCOUNT;
  const wanted = rate === undefined ? undefined : exact(rate);
  if (before.wanted === wanted) {
    return ledger;
  }
  const { wanted: _, ...rest } = before;
  return withAccount(ledger, target, wanted === undefined ? rest : { ...rest, wanted });
}

/**
 * The ledger of those who spend from the budget now. What others cost until now stays counted;
 * money for the minimum of those that nobody has looked at yet is set aside.
 */
export function withMembers(ledger: Ledger, { members }: Budget, now: Instant): Ledger {
  let kept = ledger;
  for (const target in ledger.targets) {
    if (!members.some(({ id }) => id === target)) {
      kept = left(kept, target, now);
    }
  }
  for (const { id: target, unit, min } of members) {
    if (kept.targets[target] === undefined && min > 0) {
      kept = reserve(kept, { target, at: now, rate: rateOf(unit, min) });
    }
  }
  return kept;
}

function left(ledger: Ledger, target: string, now: Instant): Ledger {
  const { seen } = ledger.targets[target] ?? NO_ACCOUNT;
  const [newest, rate] = seen.at(-1) ?? NOTHING;
  if (rate > 0) {
    const ended = observe(ledger, { target, at: now, rate: 0 });
    return withAccount(ended, target, { seen: ended.targets[target]?.seen ?? [] });
  }
  return now - newest > LATEST_OBSERVATION * 1000 ? without(ledger, target) : ledger;
}

/** Settles all that an account has and drops it. */
function without(ledger: Ledger, target: string): Ledger {
  const { seen } = ledger.targets[target] ?? NO_ACCOUNT;
  const hours = { ...ledger.hours };
  const days = { ...ledger.days };
  seen.forEach(([from, rate], index) => {
    settle({ hours, days, day: ledger.day }, { from, to: seen[index + 1]?.[0] ?? from }, rate);
  });
  const { [target]: _, ...targets } = ledger.targets;
  return { ...ledger, hours, days, targets };
}

function withAccount(ledger: Ledger, target: string, changed: Account): Ledger {
  return { ...ledger, targets: { ...ledger.targets, [target]: changed } };
}
