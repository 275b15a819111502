/** @module What one unit of capacity is, as a plan writes it: how it starts and what it costs. */
import * as z from 'zod/mini';
import { duration, percentage, positiveNumber } from '../core/quantity.ts';

const instanceType = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, 'an EC2 instance type, like m5.large'));
const architecture = z._default(z.enum(['x86_64', 'arm64']), 'x86_64');
const usdPerHour = z
  .number('USD per unit-hour as a plain number, like 0.096; other currencies are not counted')
  .check(z.positive('a price larger than 0'));

const fargate = z.strictObject({
  /** vCPUs of the task. */
  vCpu: positiveNumber,
  /** Memory of the task in GB, as Fargate counts it: 1 GB = 1,024 MiB. */
  memoryGb: positiveNumber,
  /** The processors it runs on; arm64 is cheaper. */
  architecture,
});

const lambda = z.strictObject({
  /** Memory of the function in MB. */
  memoryMb: z.int().check(z.minimum(128), z.maximum(10_240)),
  /**
   * What an hour of one unit is: an hour of running (`busy`), or an hour of being kept ready
   * (`provisioned`). Requests are priced in neither.
   */
  concurrency: z._default(z.enum(['busy', 'provisioned']), 'busy'),
  /** The processors it runs on; arm64 is cheaper. */
  architecture,
});

const database = z.strictObject({
  /** The class of the instance, like db.r6g.large; db.serverless = one Aurora capacity unit. */
  class: z
    .string()
    .check(z.regex(/^db\.[a-z0-9-]+(\.[a-z0-9-]+)?$/, 'a database class, like db.r6g.large')),
  /** The engine, as its price depends on it. */
  engine: z.enum(['mysql', 'postgresql', 'mariadb', 'aurora-mysql', 'aurora-postgresql']),
  /** A standby in a second zone is paid for, too. Aurora has none. */
  multiAz: z._default(z.boolean(), false),
});

const purchase = z.strictObject({
  /** So many units are on demand before any is on spot. */
  onDemandBase: z._default(z.int().check(z.minimum(0)), 0),
  /** Of the units above the base, so many percent are on demand, rounded up. */
  onDemandPercentageAboveBase: percentage.check(z.maximum(100, '100 % or less')),
  /** Which type on-demand units are of: the first of `instanceTypes`, or the cheapest. */
  onDemandAllocation: z._default(z.enum(['prioritized', 'lowest-price']), 'prioritized'),
  /** The group's SpotMaxPrice: USD per unit-hour. Without it, AWS's own: the on-demand price. */
  spotMaxPrice: z.optional(usdPerHour),
  /**
   * While spot is short the target still grows, and each unit more is priced as on demand; without
   * it, growth waits until spot is back.
   */
  fallToOnDemand: z._default(z.boolean(), false),
  /** USD per on-demand unit-hour; filled in from the price book where it is not said. */
  onDemandPerHour: z.optional(usdPerHour),
  /** USD per spot unit-hour; filled in from refreshed prices where it is not said. */
  spotPerHour: z.optional(usdPerHour),
});

/** What one unit of capacity is. */
export const unitSchema = z
  .strictObject({
    /** From launch to full work. Capacity is asked for so much earlier. */
    warmUp: z.prefault(duration, '0s'),
    /** USD per unit-hour, where it is not to be looked up by what the unit is. */
    perHour: z.optional(usdPerHour),
    /** Prices are in USD; no other currency is counted. */
    currency: z.optional(
      z.literal('USD', 'prices and budgets are in USD; no other currency is counted'),
    ),
    /** The region whose prices are looked up. */
    region: z._default(z.string(), 'us-east-1'),
    /** A unit is an EC2 instance of this type. */
    instanceType: z.optional(instanceType),
    /** A unit is an EC2 instance of one of these types, each with its weight: units it counts. */
    instanceTypes: z.optional(
      z
        .record(instanceType, z.int().check(z.minimum(1), z.maximum(999)))
        .check(z.refine((types) => Object.keys(types).length > 0, 'at least one instance type')),
    ),
    /** Availability zones that the fleet spreads over: with the types, its spot pools. */
    zones: z.optional(z.int().check(z.minimum(1))),
    /** How EC2 units are bought, where not all on demand. */
    purchase: z.optional(purchase),
    /** A unit is an ECS task on Fargate, Linux. */
    fargate: z.optional(fargate),
    /** A unit is one concurrent execution of a Lambda function. */
    lambda: z.optional(lambda),
    /** A unit is a database instance, or an Aurora capacity unit. */
    database: z.optional(database),
    /** Where the price came from. Filled in when the plan is read. */
    priceFrom: z.optional(z.string()),
  })
  .check(
    z.refine(
      ({
        instanceType: one,
        instanceTypes: several,
        fargate: task,
        lambda: execution,
        database: db,
      }) => [one, several, task, execution, db].filter((each) => each !== undefined).length <= 1,
      {
        error: 'a unit is one thing: instanceType, instanceTypes, fargate, lambda or database',
        params: {
          code: 'invalid-value',
          fix: 'leave the one that a unit is, and take others away',
        },
      },
    ),
    z.refine(
      ({ purchase: bought, fargate: task, lambda: execution, database: db }) =>
        bought === undefined || (task ?? execution ?? db) === undefined,
      {
        error: 'purchase is for EC2 instances; Fargate Spot, Lambda and databases take perHour',
        params: { code: 'invalid-value', fix: 'take purchase away, and write perHour in USD' },
      },
    ),
  );

/** What one unit of capacity is, defaults filled in. */
export type UnitSpec = z.output<typeof unitSchema>;
