/** @module No more than the budget pays for. */
import { defineLimit, type LimitContext, type Restraint } from '../limit.ts';
import type { Allowance, BindingCap } from '../model.ts';
import { rateOf } from '../money/budget.ts';
import { dateText, timeText } from '../schedule/calendar.ts';
import { type Capacity, larger, smaller } from '../units.ts';
import { within } from './bounds.ts';

/**
 * The money that a budget still has, as an upper bound. The application reads the budget's ledger
 * and works out what the target may have; this limit applies it, past all limits of pace: money
 * does not wait for a cooldown.
 *
 * - A cap that comes near refuses growth, and leaves the largest capacity that the rest of the day
 *   or month can pay. A hard cap may leave less than the minimum, unless the budget keeps minimums.
 * - A target that the plan names for an emergency goes to its minimum at once.
 * - Without an answer of the ledger nothing grows under a hard cap, and nothing is taken away.
 *
 * While readings are missing only a hard cap and an emergency take capacity away.
 */
export const budget = defineLimit({
  name: 'budget',
  general: {},
  directed: () => ({}),
  relief: 'Raise the limit of the budget, or take what is not needed out of it.',

  restrain(proposal, context) {
    const { allowance, current, bounds } = context;
    if (allowance === undefined) {
      return undefined;
    }
    if (allowance.status === 'unknown') {
      return allowance.isHard && proposal.to > current
        ? {
            to: current,
            because:
              `the ledger of budget "${allowance.budget}" did not answer (${allowance.detail}): ` +
              'without it nothing grows under a hard cap',
          }
        : undefined;
    }
    const capped = cappedBy(allowance, proposal.to, context);
    const { shed } = allowance;
    const least = shed === undefined ? undefined : within(bounds.min, context);
    return least !== undefined && shed !== undefined && least < (capped?.to ?? proposal.to)
      ? { to: least, because: shed }
      : capped;
  },
});

function cappedBy(
  allowance: Allowance & { readonly status: 'known' },
  to: Capacity,
  { current, isBlind, unit, bounds }: LimitContext<unknown>,
): Restraint | undefined {
  const { most, cap } = allowance;
  // What the bounds refuse anyway is not a matter of money.
  if (most === undefined || cap === undefined || smaller(to, bounds.max) <= most) {
    return undefined;
  }
  const left = isBlind && !cap.isHard ? larger(most, smaller(current, to)) : most;
  if (left >= to) {
    return undefined;
  }
  const after = allowance.rate + rateOf(unit, to) - rateOf(unit, current);
  return { to: left, because: dollars(allowance, cap, after), until: cap.until };
}

const SPENT_IN = { hourly: 'this hour', daily: 'today', monthly: 'this month' } as const;

function dollars(
  { budget: name, rate, mostRate }: Allowance & { readonly status: 'known' },
  { period, isHard, limit, spent, until }: BindingCap,
  after: number,
): string {
  const pays = Math.max(0, mostRate ?? 0);
  return (
    `budget "${name}" has spent ${usd(spent)} of ${usd(limit)} USD ${SPENT_IN[period]} ` +
    `(${isHard ? 'hard' : 'soft'} cap, until ${dateText(until)} ${timeText(until)} UTC) and pays ` +
    `${usd(pays)} USD an hour: it costs ${usd(rate)} now, and would cost ${usd(after)}`
  );
}

function usd(amount: number): string {
  return amount.toFixed(2);
}
