/** @module What an account allows: asked for before a plan is used, and never by a Lambda. */

/** Quotas of which the largest bounds one kind of target. */
export interface QuotaQuestion {
  /** The service, as Service Quotas names it: "ecs". */
  readonly service: string;
  /** The quotas' codes: "L-9EF96962". */
  readonly codes: readonly string[];
  /** What they count, for people: "tasks of one service". */
  readonly counts: string;
}

/** An account's quotas in one region. */
export interface Quotas {
  /** The value of each quota; undefined where AWS does not tell. Throws an AwsCallError. */
  valuesOf(service: string, codes: readonly string[]): Promise<readonly (number | undefined)[]>;
}
