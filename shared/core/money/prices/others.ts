/** @module Prices of large regions outside the United States: only those that are certain. */
import type { PriceTable } from '../price-book.ts';
import { instances } from './instances.ts';
import { SERVERLESS } from './us.ts';

/**
 * EC2 on demand, Linux, shared tenancy; Fargate, Linux; Lambda.
 * Source: https://aws.amazon.com/ec2/pricing/on-demand/, https://aws.amazon.com/fargate/pricing/,
 * https://aws.amazon.com/lambda/pricing/, as published in 2025.
 */
const DATE = '2025-06-30';
const SOURCE = 'AWS list prices as shipped';
const { 'lambda busy gb-second x86_64': lambdaX86, 'lambda busy gb-second arm64': lambdaArm } =
  SERVERLESS;
const LAMBDA = {
  'lambda busy gb-second x86_64': lambdaX86,
  'lambda busy gb-second arm64': lambdaArm,
};

export const ireland: PriceTable = {
  region: 'eu-west-1',
  date: DATE,
  source: SOURCE,
  usd: {
    ...instances({ t3: 0.0912, t4g: 0.0736, c5: 0.096, m5: 0.107, m6i: 0.107, r5: 0.141 }),
    ...SERVERLESS,
  },
};

export const frankfurt: PriceTable = {
  region: 'eu-central-1',
  date: DATE,
  source: SOURCE,
  usd: {
    ...instances({ t3: 0.096, t4g: 0.0768, c5: 0.097, m5: 0.115, m6i: 0.115, r5: 0.152 }),
    'fargate vcpu-hour x86_64': 0.04656,
    'fargate gb-hour x86_64': 0.00511,
    ...LAMBDA,
  },
};

export const tokyo: PriceTable = {
  region: 'ap-northeast-1',
  date: DATE,
  source: SOURCE,
  usd: {
    ...instances({ t3: 0.1088, t4g: 0.0864, c5: 0.107, m5: 0.124, m6i: 0.124, r5: 0.152 }),
    'fargate vcpu-hour x86_64': 0.05056,
    'fargate gb-hour x86_64': 0.00553,
    ...LAMBDA,
  },
};

export const sydney: PriceTable = {
  region: 'ap-southeast-2',
  date: DATE,
  source: SOURCE,
  usd: {
    ...instances({ t3: 0.1056, c5: 0.111, m5: 0.12, m5a: 0.108 }),
    ...LAMBDA,
  },
};
