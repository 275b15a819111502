/** @module The ways in which a notice of AWS Budgets reaches a Lambda. */
import * as z from 'zod/mini';
import type { BudgetNotice } from '../../core/money/budget-notice.ts';
import { instant } from '../../core/units.ts';
import { budgetText } from './budget-text.ts';
import { RejectedEventError } from './rejected-event.ts';

const TIME_UNITS = {
  DAILY: 'daily',
  MONTHLY: 'monthly',
  QUARTERLY: 'quarterly',
  ANNUALLY: 'annually',
} as const;

/** Amounts of the Budgets API are strings. */
const amount = z.pipe(
  z.union([z.number(), z.string().check(z.regex(/^\d+(\.\d+)?$/, 'an amount like "85.20"'))]),
  z.transform(Number),
);

/** A notice in the words of the Budgets API, as automation sends it on. */
const written = z.pipe(
  z.strictObject({
    accountId: z.string().check(z.regex(/^\d{12}$/, 'an account of twelve digits')),
    budgetName: z.string().check(z.minLength(1)),
    notificationType: z.enum(['ACTUAL', 'FORECASTED']),
    timeUnit: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY']),
    spend: z.strictObject({ amount: amount.check(z.minimum(0)), unit: z.string() }),
    /** When the figure was true. */
    time: z.pipe(
      z.iso.datetime({ offset: true, error: 'a time like "2026-11-23T09:00:00Z"' }),
      z.transform((text) => instant(Date.parse(text))),
    ),
  }),
  z.transform(
    ({ accountId, budgetName, notificationType, timeUnit, spend, time }): BudgetNotice => ({
      account: accountId,
      awsBudget: budgetName,
      kind: notificationType === 'ACTUAL' ? 'actual' : 'forecast',
      on: time,
      at: time,
      measures: 'cost',
      period: TIME_UNITS[timeUnit],
      amount: spend.amount,
      currency: spend.unit,
    }),
  ),
);

/** By hand, and by automation of one's own. */
const direct = z.strictObject({ budgetNotice: written });

/** AWS Budgets sends no events by itself: rules and pipes of one's own send these. */
const eventBridge = z.object({
  'detail-type': z.literal('Budget Notice'),
  time: z.optional(z.string()),
  detail: z.union([z.strictObject({ message: z.string() }), written]),
});

const sns = z.object({
  Records: z
    .array(
      z.object({
        EventSource: z.literal('aws:sns'),
        Sns: z.object({ Message: z.string(), Timestamp: z.optional(z.string()) }),
      }),
    )
    .check(z.minLength(1)),
});

/**
 * The notices in an event. Throws a RejectedEventError for any other event, and for a text that is
 * no notice: the failure destination keeps it, and its message says what was not found.
 */
export function budgetNotices(event: unknown): readonly BudgetNotice[] {
  const topic = z.safeParse(sns, event);
  if (topic.success) {
    return topic.data.Records.map(({ Sns: { Message: text, Timestamp: time } }) =>
      noticeIn(text, time),
    );
  }
  const bus = z.safeParse(eventBridge, event);
  if (bus.success) {
    const { detail, time } = bus.data;
    return ['message' in detail ? noticeIn(detail.message, time) : detail];
  }
  const byHand = z.safeParse(direct, event);
  if (byHand.success) {
    return [byHand.data.budgetNotice];
  }
  throw rejected(
    closest(event, {
      topic: z.prettifyError(topic.error),
      bus: z.prettifyError(bus.error),
      byHand: z.prettifyError(byHand.error),
    }),
  );
}

/** The notice in a text of AWS Budgets, which is no JSON, and when it was sent. */
function noticeIn(text: string, time = ''): BudgetNotice {
  const read = budgetText(text);
  if ('problem' in read) {
    throw rejected(read.problem);
  }
  const at = Date.parse(time);
  return { ...read, at: Number.isNaN(at) ? read.on : instant(at) };
}

/** The problem with the shape that the event seems to be meant as. */
function closest(
  event: unknown,
  problems: { readonly topic: string; readonly bus: string; readonly byHand: string },
): string {
  const keys = typeof event === 'object' && event !== null ? event : {};
  return 'Records' in keys
    ? problems.topic
    : 'detail-type' in keys
      ? problems.bus
      : problems.byHand;
}

function rejected(problem: string): RejectedEventError {
  return new RejectedEventError(
    'a notice of AWS Budgets by SNS, by EventBridge, or { "budgetNotice": … }',
    problem,
  );
}
