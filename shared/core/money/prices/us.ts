/** @module Prices of the regions of the United States that cost alike. */
import type { PriceTable } from '../price-book.ts';
import { instances } from './instances.ts';

/**
 * EC2 on demand, Linux, shared tenancy, USD per hour of a `large`.
 * Source: AWS Price List, us-east-1, read 2026-01-19, as Karpenter publishes it
 * (`zz_generated.pricing_aws.go`); https://aws.amazon.com/ec2/pricing/on-demand/.
 */
const LARGE = {
  t3: 0.0832,
  t3a: 0.0752,
  t4g: 0.0672,
  c5: 0.085,
  c5a: 0.077,
  c6a: 0.0765,
  c6g: 0.068,
  c6i: 0.085,
  c7a: 0.10264,
  c7g: 0.0725,
  c7i: 0.08925,
  m5: 0.096,
  m5a: 0.086,
  m5d: 0.113,
  m5n: 0.119,
  m6a: 0.0864,
  m6g: 0.077,
  m6i: 0.096,
  m7a: 0.11592,
  m7g: 0.0816,
  m7i: 0.1008,
  'm7i-flex': 0.09576,
  r5: 0.126,
  r5a: 0.113,
  r6a: 0.1134,
  r6g: 0.1008,
  r6i: 0.126,
  r7g: 0.1071,
  r7i: 0.1323,
};

/** Newer families, and accelerated ones, whose sizes are not in proportion: us-east-1 only. */
const IN_VIRGINIA = {
  ...instances({ c8g: 0.07976, m8g: 0.08976, r7a: 0.15215, r8g: 0.11782 }),
  'ec2 g4dn.xlarge': 0.526,
  'ec2 g4dn.2xlarge': 0.752,
  'ec2 g4dn.4xlarge': 1.204,
  'ec2 g4dn.8xlarge': 2.176,
  'ec2 g4dn.12xlarge': 3.912,
  'ec2 g4dn.16xlarge': 4.352,
  'ec2 g5.xlarge': 1.006,
  'ec2 g5.2xlarge': 1.212,
  'ec2 g5.4xlarge': 1.624,
  'ec2 g5.8xlarge': 2.448,
  'ec2 g5.12xlarge': 5.672,
  'ec2 g5.16xlarge': 4.096,
  'ec2 g5.24xlarge': 8.144,
  'ec2 g5.48xlarge': 16.288,
  'ec2 g6.xlarge': 0.8048,
  'ec2 g6.2xlarge': 0.9776,
  'ec2 g6.4xlarge': 1.3232,
  'ec2 g6.8xlarge': 2.0144,
  'ec2 inf2.xlarge': 0.7582,
  'ec2 inf2.8xlarge': 1.96786,
};

/**
 * Fargate, Linux, per vCPU-hour and GB-hour; Lambda per GB-second.
 * Source: https://aws.amazon.com/fargate/pricing/, https://aws.amazon.com/lambda/pricing/.
 */
export const SERVERLESS = {
  'fargate vcpu-hour x86_64': 0.04048,
  'fargate gb-hour x86_64': 0.004445,
  'fargate vcpu-hour arm64': 0.03238,
  'fargate gb-hour arm64': 0.00356,
  'lambda busy gb-second x86_64': 0.0000166667,
  'lambda busy gb-second arm64': 0.0000133334,
};
const PROVISIONED = {
  'lambda provisioned gb-second x86_64': 0.0000041667,
  'lambda provisioned gb-second arm64': 0.0000033334,
};

/**
 * One zone, per hour. An Aurora capacity unit is that of the standard configuration.
 * Source: https://aws.amazon.com/rds/mysql/pricing/, https://aws.amazon.com/rds/aurora/pricing/.
 */
const DATABASES = {
  'rds db.t3.micro mysql single-az': 0.017,
  'rds db.t3.medium mysql single-az': 0.068,
  'rds db.t4g.micro mysql single-az': 0.016,
  'rds db.t4g.medium mysql single-az': 0.065,
  'rds db.m5.large mysql single-az': 0.171,
  'rds db.r5.large mysql single-az': 0.24,
  'rds db.r5.large aurora-mysql': 0.29,
  'rds db.r5.large aurora-postgresql': 0.29,
  'rds db.r6g.large aurora-mysql': 0.26,
  'rds db.r6g.large aurora-postgresql': 0.26,
  'rds db.serverless aurora-mysql': 0.12,
  'rds db.serverless aurora-postgresql': 0.12,
};

const DATE = '2026-01-19';
const SOURCE = 'AWS list prices as shipped';

export const virginia: PriceTable = {
  region: 'us-east-1',
  date: DATE,
  source: SOURCE,
  usd: { ...instances(LARGE), ...IN_VIRGINIA, ...SERVERLESS, ...PROVISIONED, ...DATABASES },
};

export const ohio: PriceTable = {
  region: 'us-east-2',
  date: DATE,
  source: SOURCE,
  usd: { ...instances(LARGE), ...SERVERLESS, ...PROVISIONED },
};

export const oregon: PriceTable = { ...ohio, region: 'us-west-2' };
