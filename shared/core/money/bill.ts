/** @module What AWS says was spent, hours late, and what that corrects in our own count. */
import * as z from 'zod/mini';
import { instant } from '../units.ts';
import {
  type BilledDays,
  type DayFigure,
  daysCorrection,
  isSettled,
  withDays,
} from './billed-days.ts';
import type { Span } from './periods.ts';

const storedInstant = z.pipe(z.number(), z.transform(instant));

export const billSchema = z.object({
  /** Midnights UTC, the first inside and the second outside. */
  from: storedInstant,
  to: storedInstant,
  /** USD that AWS billed. */
  billed: z.number(),
  /** USD that we had counted for the same days. */
  counted: z.number(),
  /** When the figure was true. */
  at: storedInstant,
  /** Never true; who knows no bills of single days reads no ledger without it, after a rollback. */
  isFinal: z.optional(z.boolean()),
});

/** A figure of AWS for the month to date, beside our own for the same days. */
export type Bill = Readonly<z.output<typeof billSchema>>;

/** What AWS says of the month to date, before it is compared. */
export type Figure = Omit<Bill, 'counted' | 'isFinal'>;

/** All that AWS said of a month: of the month to date, and day by day. */
export interface Billed {
  readonly bills: readonly Bill[];
  readonly billedDays?: BilledDays | undefined;
}

/** What became of figures. */
export type BillVerdict = {
  /** What was left out of them, as it cannot be right. */
  readonly doubt?: string | undefined;
} & (
  | {
      /** They correct the month by so many USD more than before they came. */
      readonly status: 'taken';
      readonly billed: Billed;
      readonly correction: number;
    }
  /** They change nothing, for this reason. */
  | { readonly status: 'ignored'; readonly because: string }
);

/**
 * What AWS said of a month with one more figure for the month to date. It is late, so it says at
 * least what was spent: figures for the same days take each other's place, and the one that says
 * that most is missing counts, in whatever order they come.
 */
export function withFigure(billed: Billed, figure: Figure, counted: number): BillVerdict {
  const bill: Bill = { ...figure, counted, isFinal: false };
  const met = billed.bills.filter(({ from, to }) => from < bill.to && bill.from < to);
  if (lacking(bill) <= 0) {
    const [was, is] = [bill.billed.toFixed(2), bill.counted.toFixed(2)];
    return { status: 'ignored', because: `${was} USD is no more than we counted: ${is} USD` };
  }
  const told = met.find((known) => !saysMore(bill, known));
  if (told !== undefined) {
    const [more, most] = [lacking(bill).toFixed(2), lacking(told).toFixed(2)];
    const says = `${bill.billed.toFixed(2)} USD is ${more} more than we counted`;
    return { status: 'ignored', because: `${says}, and ${most} more is known already` };
  }
  const bills = [...billed.bills.filter((each) => !met.includes(each)), bill];
  return taken(billed, { ...billed, bills: bills.toSorted((one, other) => one.from - other.from) });
}

/** Of two that say the same, the one for more days. */
function saysMore(bill: Bill, known: Bill): boolean {
  const more = lacking(bill) - lacking(known);
  return more > 0 || (more === 0 && bill.to > known.to);
}

/** What AWS said of a month with one more answer, day by day, that was asked for at `at`. */
export function withBilledDays(
  billed: Billed,
  figures: readonly DayFigure[],
  given: Parameters<typeof withDays>[2],
): BillVerdict {
  const known = billed.billedDays ?? {};
  const { days, unlikely } = withDays(known, figures, given);
  const doubt =
    unlikely.length === 0
      ? undefined
      : `next to nothing was billed of what was counted on ${unlikely.join(', ')}`;
  return days === known
    ? { status: 'ignored', because: 'it says nothing new of any day of this month', doubt }
    : { ...taken(billed, { ...billed, billedDays: days }), doubt };
}

function taken(before: Billed, after: Billed): BillVerdict {
  return {
    status: 'taken',
    billed: after,
    correction: correctionOf(after) - correctionOf(before),
  };
}

/**
 * USD by which what AWS said corrects our own count of the month: what the single days say, or what
 * the month to date lacks together with the days after it, whichever is more. No day is corrected
 * twice. Where every day of a figure has a final bill of its own, the figure counts no more.
 */
export function correctionOf({ bills, billedDays = {} }: Billed): number {
  const apart = bills.filter((bill) => !isSettled(billedDays, bill));
  const disjoint = apart.reduce((sum, bill) => sum + Math.max(0, lacking(bill) - within(bill)), 0);
  return daysCorrection(billedDays, EVER) + disjoint;

  /** What single days say of the days of a bill. */
  function within({ from, to }: Span): number {
    return daysCorrection(billedDays, from) - daysCorrection(billedDays, to);
  }
}

const EVER = instant(0);

/** USD that we had not counted. */
function lacking({ billed, counted }: Bill): number {
  return billed - counted;
}
