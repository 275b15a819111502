/** @module What a target type is: how one kind of capacity is described and set. */
import type * as z from 'zod/mini';
import { type Family, family, type SpecOf } from '../core/family.ts';
import type { FaultCode, TargetStatus, UnavailableTarget } from '../core/model.ts';
import type { TargetSpec } from '../core/plan.ts';
import type { QuotaQuestion } from '../ports/quotas.ts';
import type { ApplyResult, CapacityChange } from '../ports/targets.ts';
import type { AwsClients, AwsService } from './aws/clients.ts';

/** From the lowest to the highest capacity that a service accepts, both included. */
export interface CapacityRange {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * One kind of scalable target. `describe` answers all specs of its type at once, in order, in as
 * few calls as the service allows. `apply` sets an absolute capacity, so repeating it is harmless.
 * Neither throws for an expected failure.
 */
export interface TargetDriver<Spec, Service extends AwsService = AwsService> {
  /** The file's name, and what a plan writes. */
  readonly type: string;
  readonly schema: z.ZodMiniType<Spec>;
  /** The AWS services it calls: only these are loaded. */
  readonly services: readonly Service[];
  /** IAM actions it needs. */
  readonly permissions: readonly string[];
  /** What two plans must not both move: "auto-scaling-group checkout-web". */
  identity(spec: Spec): string;
  /** The dimensions by which CloudWatch names it in metrics of its own. */
  dimensions?(spec: Spec): Readonly<Record<string, string>>;
  /** The account's quotas of what it counts, of which the largest bounds it. */
  quotas?(spec: Spec): QuotaQuestion | undefined;
  /** Capacities the service accepts, where that is not 0 and more. */
  range?(spec: Spec): CapacityRange;
  describe(
    specs: readonly Spec[],
    clients: Pick<AwsClients, Service>,
  ): Promise<readonly TargetStatus[]>;
  apply(
    spec: Spec,
    change: CapacityChange,
    clients: Pick<AwsClients, Service>,
  ): Promise<ApplyResult>;
}

/** Infers the settings from the schema, so that a target type is written as plain data. */
export function defineTarget<Spec, const Service extends AwsService>(
  driver: TargetDriver<Spec, Service>,
): TargetDriver<Spec, Service> {
  return driver;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of target types with different settings each.
type AnyTarget = TargetDriver<any, any>;

/** The family of target types from its list. Outside it, a spec is opaque but for its type. */
export function targetFamily<const Members extends readonly AnyTarget[]>(
  ...members: Members
): Family<TargetDriver<TargetSpec>, SpecOf<Members>> {
  return family<TargetDriver<TargetSpec>, SpecOf<Members>>(members);
}

/** The target could not be described, and why. */
export function unavailable(because: FaultCode, detail: string): UnavailableTarget {
  return { status: 'unavailable', because, detail };
}
