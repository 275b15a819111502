/** @module What AWS says was spent, hours late, and what that corrects in our own count. */
import * as z from 'zod/mini';
import { instant } from '../units.ts';

const storedInstant = z.pipe(z.number(), z.transform(instant));

export const billSchema = z.strictObject({
  /** Midnights UTC, the first inside and the second outside. */
  from: storedInstant,
  to: storedInstant,
  /** USD that AWS billed. */
  billed: z.number(),
  /** USD that we had counted for the same days. */
  counted: z.number(),
  /** When the figure was true; a newer one for the same days replaces it. */
  at: storedInstant,
  /** The days are long enough ago that AWS adds no more: only then it may lower the count. */
  isFinal: z.boolean(),
});

/** A figure of AWS beside our own for the same days. */
export type Bill = Readonly<z.output<typeof billSchema>>;

/** What AWS says of whole days, before it is compared. */
export type Figure = Omit<Bill, 'counted'>;

/** What became of a figure. */
export type BillVerdict =
  /** It corrects the month by so many USD more than before it came. */
  | { readonly status: 'taken'; readonly bills: readonly Bill[]; readonly correction: number }
  /** It changes nothing, for this reason. */
  | { readonly status: 'ignored'; readonly because: string };

/**
 * The bills of a month with one more figure. Figures for the same days take each other's place, so
 * that no day is corrected twice, in whatever order they come: a final one stands until a newer
 * final one, or a final one for more days; one that is not final counts where it says that more is
 * missing than was known, as AWS's own count only grows.
 */
export function withFigure(bills: readonly Bill[], figure: Figure, counted: number): BillVerdict {
  const meets = ({ from, to }: Bill) => from < figure.to && figure.from < to;
  const met = bills.filter(meets);
  const bill: Bill = { ...figure, counted };
  const because = figure.isFinal ? knownAlready(met, bill) : saysNoMore(met, bill);
  if (because !== undefined) {
    return { status: 'ignored', because };
  }
  const after = [...bills.filter((each) => !meets(each)), bill];
  return {
    status: 'taken',
    bills: after.toSorted((one, other) => one.from - other.from),
    correction: correctionOf(after) - correctionOf(bills),
  };
}

function knownAlready(met: readonly Bill[], bill: Bill): string | undefined {
  const isKnown = met.some(
    (other) =>
      width(other) > width(bill) ||
      (isSameSpan(other, bill) && other.isFinal && other.at >= bill.at),
  );
  return isKnown ? 'a bill for the same days, or for more, is known already' : undefined;
}

function saysNoMore(met: readonly Bill[], bill: Bill): string | undefined {
  return correctionOf([bill]) > correctionOf(met)
    ? undefined
    : `${bill.billed.toFixed(2)} USD is no more than we counted: ${bill.counted.toFixed(2)} USD`;
}

/** USD by which bills correct our own count of the month. */
export function correctionOf(bills: readonly Bill[]): number {
  return bills.reduce((sum, { billed, counted, isFinal }) => {
    const difference = billed - counted;
    // A bill that is not complete yet may be low because it is late.
    return sum + (isFinal ? difference : Math.max(0, difference));
  }, 0);
}

function width({ from, to }: Pick<Bill, 'from' | 'to'>): number {
  return to - from;
}

function isSameSpan(one: Pick<Bill, 'from' | 'to'>, other: Pick<Bill, 'from' | 'to'>): boolean {
  return one.from === other.from && one.to === other.to;
}
