/** @module What AWS billed for whole days of this month, each beside our own count of it. */
import * as z from 'zod/mini';
import { DAY_MS, dateText } from '../schedule/calendar.ts';
import { type Instant, instant } from '../units.ts';
import { CENT } from './budget.ts';
import { periodAt, type Span } from './periods.ts';

const billedDaySchema = z.object({
  /** USD that AWS billed. */
  billed: z.number(),
  /** USD that we had counted for the day. */
  counted: z.number(),
  /** When AWS was asked; a newer answer for the day replaces it. */
  at: z.pipe(z.number(), z.transform(instant)),
  /** The day is long enough ago that AWS adds little more: only then it may lower the count. */
  isFinal: z.boolean(),
});

/** By date, as "2026-11-23". */
export const billedDaysSchema = z.readonly(z.record(z.string(), billedDaySchema));

/** One day's bill beside our own count of that day. */
export type BilledDay = Readonly<z.output<typeof billedDaySchema>>;

/** The days of a month that AWS told something of, by date. */
export type BilledDays = Readonly<Record<string, BilledDay>>;

/** What AWS billed for one day of UTC. A day of which nothing is known has none: it is not 0. */
export interface DayFigure {
  /** Its midnight. */
  readonly day: Instant;
  /** USD. */
  readonly billed: number;
}

/**
 * Days that ended so long ago are final. AWS renews its figures at least once in 24 hours, and the
 * last services report some days late; it promises no moment before the invoice of the month, and
 * calls everything estimated until then. So three days are our rule, twice the delay that is usual,
 * and a final figure still gives way to a newer one.
 * Source: AWS Cost Management user guide, "Analyzing your costs with AWS Cost Explorer".
 */
const FINAL_AFTER_MS = 3 * DAY_MS;

/**
 * Who is billed for less than this share of what was counted is billed for something else: spot is
 * up to 90 % cheaper than on demand, and nothing that we count is cheaper still, let alone paid for
 * by AWS. Cost Explorer says 0, and no error, for a tag that is misspelt or was not yet active.
 */
const LEAST_SHARE = 0.1;

/** The days of this month that are over; undefined on its first day. */
export function daysOver(now: Instant): Span | undefined {
  const { from } = periodAt('monthly', now);
  const { from: to } = periodAt('daily', now);
  return from < to ? { from, to } : undefined;
}

/** What an answer of AWS made of the days that were known. */
export interface MergedDays {
  /** The very days that were known, where it says nothing newer. */
  readonly days: BilledDays;
  /** Dates of final figures too low to be of the same resources: they count as not known. */
  readonly unlikely: readonly string[];
}

/**
 * The days with an answer of AWS, asked at `at`. Each day keeps the newest answer; of two at the
 * same instant, the higher. So it does not matter in which order answers come, nor how often, and
 * one that leaves a day out leaves what is known of it. Only whole days of the ledger's month count
 * that were over when AWS was asked.
 */
export function withDays(
  known: BilledDays,
  figures: readonly DayFigure[],
  {
    at,
    month,
    countedOn,
  }: {
    readonly at: Instant;
    readonly month: Span;
    /** USD that we counted on a day. */
    readonly countedOn: (day: Span) => number;
  },
): MergedDays {
  const unlikely: string[] = [];
  const news: Record<string, BilledDay> = {};
  for (const { day: from, billed } of figures) {
    const to = instant(from + DAY_MS);
    const date = dateText(from);
    const isFinal = at - to >= FINAL_AFTER_MS;
    if (from < month.from || to > month.to || to > at) {
      continue;
    }
    const counted = countedOn({ from, to });
    const least = counted >= CENT ? LEAST_SHARE * counted : 0;
    if (isFinal && billed < least) {
      unlikely.push(date);
      continue;
    }
    const day = { billed, counted, at, isFinal };
    if (isNews(day, news[date] ?? known[date])) {
      news[date] = day;
    }
  }
  const days = Object.keys(news).length === 0 ? known : { ...known, ...news };
  return { days, unlikely: unlikely.toSorted() };
}

function isNews(day: BilledDay, known: BilledDay | undefined): boolean {
  return (
    known === undefined || day.at > known.at || (day.at === known.at && day.billed > known.billed)
  );
}

/**
 * USD by which bills of the days from `from` on correct our own count. A day that is not final may
 * be low because it is late: it only raises the count.
 */
export function daysCorrection(days: BilledDays, from: Instant): number {
  const first = dateText(from);
  let usd = 0;
  for (const [date, { billed, counted, isFinal }] of Object.entries(days)) {
    const difference = billed - counted;
    usd += date < first ? 0 : isFinal ? difference : Math.max(0, difference);
  }
  return usd;
}

/** Whether every day of a span has a final bill: then nothing else is to be said of it. */
export function isSettled(days: BilledDays, { from, to }: Span): boolean {
  const [first, end] = [dateText(from), dateText(to)];
  const final = Object.entries(days).filter(
    ([date, { isFinal }]) => isFinal && date >= first && date < end,
  );
  return final.length * DAY_MS >= to - from;
}
