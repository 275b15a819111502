/** @module The text of AWS Budgets, as public samples show it. */

/** A notice of 23 November 2026 about 612.40 USD, unless told; `undefined` leaves a line out. */
export function budgetsText(
  given: {
    readonly account?: string;
    readonly date?: string;
    readonly name?: string;
    readonly type?: string;
    readonly kind?: string;
    readonly amount?: string | undefined;
    readonly period?: string;
  } = {},
): string {
  const { kind = 'ACTUAL', name = 'shop-monthly', period = 'month' } = given;
  const amount = 'amount' in given ? given.amount : '$612.40';
  return [
    `AWS Budget Notification ${given.date ?? 'November 23, 2026'}`,
    `AWS Account ${given.account ?? '123456789012'}`,
    '',
    'Dear AWS Customer,',
    '',
    `You requested that we alert you when the ${kind} Cost associated with your ${name} budget is ` +
      `greater than $600.00 for the current ${period}. The ${kind} Cost associated with this ` +
      `budget is ${amount}. You can find additional details below and by accessing the AWS ` +
      'Budgets dashboard [1].',
    '',
    `Budget Name: ${name}`,
    `Budget Type: ${given.type ?? 'Cost'}`,
    'Budgeted Amount: $1,000.00',
    `Alert Type: ${kind}`,
    'Alert Threshold: > $600.00',
    ...(amount === undefined ? [] : [`${kind} Amount: ${amount}`]),
    '',
    '[1] https://console.aws.amazon.com/billing/home#/budgets',
    '',
  ].join('\n');
}
