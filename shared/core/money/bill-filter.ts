/** @module Which part of AWS's bill is a budget's own. */

/**
 * What AWS counts as a cost. `unblended` is what each day was billed for; `amortized` spreads what
 * was paid for reservations and savings plans over the days that used them; `net` takes discounts
 * off. Source: AWS Cost Management user guide, "Understanding your costs".
 */
export const BILLED_COSTS = ['unblended', 'amortized', 'net-unblended', 'net-amortized'] as const;
export type BilledCost = (typeof BILLED_COSTS)[number];

/** How Cost Explorer is asked for a budget's bill. */
export interface BillFilter {
  /** A tag that was activated for cost allocation; resources with any of the values count. */
  readonly tag: { readonly key: string; readonly values: readonly string[] };
  readonly metric: BilledCost;
  /** The services that bill for what is scaled, as Cost Explorer calls them. */
  readonly services: readonly string[];
}
