/** @module Decisions for a batch: each target for itself, those that share a budget together. */
import { decide } from '../core/decide.ts';
import type { Interpreters } from '../core/lua.ts';
import type { Budget } from '../core/money/budget.ts';
import { budgetTelling } from '../core/money/budget-tellings.ts';
import type { Notice } from '../core/notice.ts';
import type { ScalingPlan } from '../core/plan.ts';
import {
  isWorthWriting,
  type Spender,
  type SpenderDecision,
  spend,
  withoutLedger,
} from '../core/spend.ts';
import type { Instant } from '../core/units.ts';
import type { Journal } from '../ports/journal.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import { changeLedger } from './change-ledger.ts';

/** What deciding needs from outside. */
export interface DecidingPorts {
  readonly ledgers: LedgerStore;
  readonly journal: Journal;
  /** The languages that policies of the plans are written in. */
  readonly interpreters?: Interpreters;
}

/** A target as it was found. */
export interface Found extends Spender {
  readonly plan: ScalingPlan;
}

/** What was decided for each target, in order, and what people are to be told of budgets. */
export interface DecidedBatch {
  readonly decided: readonly SpenderDecision[];
  readonly notices: readonly Notice[];
}

/**
 * Decides for every target. Those with a budget are decided together from its ledger, and the
 * decisions hold once the ledger is written: two batches never spend the same money. Whoever writes
 * second decides anew. Where the ledger does not answer, nothing grows under a hard cap. Targets
 * without a budget cost no call.
 */
export async function decideBatch(
  found: readonly Found[],
  ports: DecidingPorts,
  { now, isDryRun }: { readonly now: Instant; readonly isDryRun: boolean },
): Promise<DecidedBatch> {
  const decided = new Map<Found, SpenderDecision>();
  const notices: Notice[] = [];
  const groups = new Map<string, { readonly budget: Budget; readonly spenders: Found[] }>();
  for (const each of found) {
    const { budget } = each.plan;
    if (budget === undefined) {
      decided.set(each, decideAlone(each, now, ports));
    } else {
      const group = groups.get(budget.name) ?? { budget, spenders: [] };
      group.spenders.push(each);
      groups.set(budget.name, group);
    }
  }
  await Promise.all(
    [...groups.values()].map(async ({ budget, spenders }) => {
      const together = await decideTogether(budget, spenders, ports, { now, isDryRun });
      spenders.forEach((spender, index) => {
        decided.set(spender, together.decided[index] ?? NOT_DECIDED);
      });
      notices.push(...together.notices);
    }),
  );
  return { decided: found.map((each) => decided.get(each) ?? NOT_DECIDED), notices };
}

/** A target that a batch has no answer for: a bug. */
export const NOT_DECIDED: SpenderDecision = { error: new Error('it was not decided') };

function decideAlone(
  { snapshot, plan, state }: Spender,
  now: Instant,
  { interpreters }: Pick<DecidingPorts, 'interpreters'>,
): SpenderDecision {
  try {
    return { snapshot, decision: decide(snapshot, plan, state, now, interpreters) };
  } catch (error) {
    return { error };
  }
}

async function decideTogether(
  budget: Budget,
  spenders: readonly Found[],
  ports: DecidingPorts,
  { now, isDryRun }: { readonly now: Instant; readonly isDryRun: boolean },
): Promise<DecidedBatch> {
  const { ledgers, interpreters, journal } = ports;
  const { name } = budget;
  try {
    const together = await changeLedger<DecidedBatch>(
      ledgers,
      { budget: name, now, isDryRun },
      (before) => {
        const { ledger, decided, events } = spend(budget, before, spenders, now, interpreters);
        const notices = events.map((event) => budgetTelling(name, event, now));
        return isDryRun || !isWorthWriting(before, ledger, now)
          ? { answer: { decided, notices: [] } }
          : { answer: { decided, notices }, ledger: { ...ledger, writtenAt: now } };
      },
    );
    if (together === undefined) {
      journal.noted('warn', `the ledger of budget "${name}" ${KEPT_CHANGING}`, { budget: name });
    }
    return together ?? blindly(budget, spenders, `it ${KEPT_CHANGING}`, ports, now);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    journal.noted('error', `the ledger of budget "${name}" did not answer`, {
      budget: name,
      error: detail,
    });
    return blindly(budget, spenders, detail, ports, now);
  }
}

const KEPT_CHANGING = 'kept changing while it was written';

/** What is decided while nobody knows what was spent. */
function blindly(
  budget: Budget,
  spenders: readonly Found[],
  detail: string,
  ports: DecidingPorts,
  now: Instant,
): DecidedBatch {
  const allowance = withoutLedger(budget, detail);
  return {
    decided: spenders.map((spender) =>
      decideAlone({ ...spender, snapshot: { ...spender.snapshot, allowance } }, now, ports),
    ),
    notices: [],
  };
}
