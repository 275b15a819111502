/** @module Which part of AWS's bill is a budget's own. */
import type { Unit } from '../model.ts';

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

/** The same as a plan says it: without services, those that bill for its units. */
export type BillSettings = Omit<BillFilter, 'services'> & {
  readonly services?: readonly string[] | undefined;
};

/**
 * The service that bills for a unit, by the name that Cost Explorer has for it; undefined where the
 * plan states no more than a price. Disks and traffic of instances are "EC2 - Other", and apart.
 */
export function billingService(unit: Unit): string | undefined {
  if (unit.instanceType !== undefined || unit.instanceTypes !== undefined) {
    return 'Amazon Elastic Compute Cloud - Compute';
  }
  if (unit.fargate !== undefined) {
    return 'Amazon Elastic Container Service';
  }
  if (unit.lambda !== undefined) {
    return 'AWS Lambda';
  }
  return unit.database === undefined ? undefined : 'Amazon Relational Database Service';
}

/** What a budget asks Cost Explorer for; undefined where it does not ask. */
export function billFilterOf({
  costExplorer,
  members,
}: {
  readonly costExplorer?: BillSettings | undefined;
  readonly members: readonly { readonly unit: Unit }[];
}): BillFilter | undefined {
  if (costExplorer === undefined) {
    return undefined;
  }
  const billing = members.flatMap(({ unit }) => billingService(unit) ?? []);
  return { ...costExplorer, services: costExplorer.services ?? [...new Set(billing)].toSorted() };
}
