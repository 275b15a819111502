/** @module What people are told of a budget: its alerts, its rungs, the way back, corrections. */
import { assertNever } from '../family.ts';
import type { Notice, Severity } from '../notice.ts';
import { span } from '../notices/matters.ts';
import { round } from '../quantity.ts';
import { dateText, timeText } from '../schedule/calendar.ts';
import { elapsed, type Instant } from '../units.ts';
import type { Budget } from './budget.ts';
import type { BudgetEvent } from './ladder.ts';
import type { Level } from './levels.ts';

/** From this share of a limit on, an alert is a warning; at all of it, it is critical. */
const WARNING_SHARE = 0.8;

const THIS = { hourly: 'this hour', daily: 'today', monthly: 'this month' } as const;

/** Something that happened to a budget, in sentences. The ladder tells each once. */
export function budgetTelling(budget: string, event: BudgetEvent, at: Instant): Notice {
  switch (event.kind) {
    case 'alert':
      return {
        code: 'budget-alert',
        severity: severityOf(event.share),
        what:
          `Budget "${budget}" has reached ${percent(event.share)} of its ` +
          `${event.level.period} limit of ${usd(event.level.limit)} USD.`,
        why: `${usage(event.level)}.`,
        next: 'Nothing is refused until the limit is near. Look at what runs, or raise the limit.',
        budget,
        at,
        key: `${budget}/alert/${event.level.period}/${event.share}@${event.level.from}`,
      };
    case 'frozen':
      return {
        code: 'budget-frozen',
        severity: 'critical',
        what:
          `Budget "${budget}" pays for no more growth: its ${event.level.period} ` +
          `limit of ${usd(event.level.limit)} USD is reached.`,
        why: `${usage(event.level)}.`,
        next:
          `Growth is refused until there is room, at the latest until ${time(event.level.until)}. ` +
          'Raise the limit if the load is real.',
        budget,
        at,
        key: `${budget}/frozen@${at}`,
      };
    case 'shed':
      return {
        code: 'budget-shed',
        severity: 'critical',
        what: `Budget "${budget}" sheds ${list(event.targets)}: down to the minimum, at once.`,
        why:
          `${percent(event.level.used)} of its ${event.level.period} limit of ` +
          `${usd(event.level.limit)} USD is used. ${usage(event.level)}.`,
        next:
          'Nobody else is touched. They grow again once less than the limit has been used for ' +
          '10m. Find out what runs away.',
        budget,
        at,
        key: `${budget}/shed@${at}`,
      };
    case 'recovered':
      return {
        code: 'budget-recovered',
        severity: 'info',
        what:
          event.rung === 'frozen'
            ? `Budget "${budget}" has room again: growth is paid for.`
            : `Budget "${budget}" sheds nobody any more: ${list(event.targets)} may grow again.`,
        why:
          `Its ${event.period} limit was in danger for ` +
          `${span(elapsed({ from: event.since, to: at }))}.`,
        next: 'Nothing is to be done.',
        budget,
        at,
        key: `${budget}/recovered/${event.rung}@${event.since}`,
      };
    default:
      return assertNever(event);
  }
}

/** From this share of the month's limit on, a correction that raises the count is a warning. */
const LARGE_CORRECTION_SHARE = 0.01;

/** AWS billed something else than was counted, and the ledger was corrected. */
export function correctionTelling(
  { name: budget, limits }: Pick<Budget, 'name' | 'limits'>,
  /** Who said what, as the beginning of a sentence; and the USD that it adds to the count. */
  { says, usd: more }: { readonly says: string; readonly usd: number },
  at: Instant,
): Notice {
  const isLarge = more > LARGE_CORRECTION_SHARE * (limits.monthly ?? 0);
  return {
    code: 'budget-reconciled',
    severity: isLarge ? 'warning' : 'info',
    what:
      `The ledger of budget "${budget}" was corrected by ` +
      `${more > 0 ? '+' : '-'}${usd(Math.abs(more))} USD.`,
    why: `${says}, and that is not what we had counted.`,
    next:
      'Its targets are evaluated with the new figure from now on. If this comes often, see whether ' +
      'prices in the plan are right, and whether AWS counts the same resources.',
    budget,
    at,
    key: `${budget}/reconciled@${at}`,
  };
}

function severityOf(share: number): Severity {
  return share >= 1 ? 'critical' : share >= WARNING_SHARE ? 'warning' : 'info';
}

/** Spent so far, and where it leads; an hour is judged by what runs. */
function usage({ period, spent, limit, used, projected }: Level): string {
  const sofar = `${usd(spent)} USD were spent ${THIS[period]}`;
  return period === 'hourly'
    ? `What runs costs ${usd(used * limit)} USD an hour; ${sofar}`
    : `${sofar}, and ${usd(projected)} USD will be at its end if everything stays as it is`;
}

function percent(share: number): string {
  return `${round(share * 100)} %`;
}

function usd(amount: number): string {
  return amount.toFixed(2);
}

function time(at: Instant): string {
  return `${dateText(at)} ${timeText(at)} UTC`;
}

function list(targets: readonly string[]): string {
  return targets.length < 2
    ? targets.join('')
    : `${targets.slice(0, -1).join(', ')} and ${targets.at(-1)}`;
}
