/** @module What AWS asks for the calls that Tidegate itself makes. */

/** USD for one of each, before free tiers. */
export interface ServicePrices {
  readonly region: string;
  /** The month in which the prices were looked up, as YYYY-MM. */
  readonly date: string;
  readonly source: string;
  readonly usd: {
    readonly lambdaRequest: number;
    /** On arm64. */
    readonly lambdaGbSecond: number;
    /** Of a standard queue. */
    readonly sqsRequest: number;
    /** A metric asked for with GetMetricData. */
    readonly metricRead: number;
    /** A question to Cost Explorer. */
    readonly costExplorerRequest: number;
    /** A standard alarm for a month. */
    readonly alarm: number;
    /** A custom metric for a month. */
    readonly customMetric: number;
    /** Log taken in. */
    readonly logGb: number;
    /** DynamoDB on demand: 1 KB written. */
    readonly writeUnit: number;
    /** DynamoDB on demand: 4 KB read with strong consistency. */
    readonly readUnit: number;
  };
}

/** us-east-1; rules on a schedule, describe calls and deletions by TTL are free. */
export const servicePrices: ServicePrices = {
  region: 'us-east-1',
  date: '2026-06',
  source: 'the pricing pages of AWS Lambda, Amazon SQS, CloudWatch, DynamoDB and Cost Explorer',
  usd: {
    lambdaRequest: 0.2e-6,
    lambdaGbSecond: 0.0000133334,
    sqsRequest: 0.4e-6,
    metricRead: 0.01e-3,
    costExplorerRequest: 0.01,
    alarm: 0.1,
    customMetric: 0.3,
    logGb: 0.5,
    writeUnit: 0.625e-6,
    readUnit: 0.125e-6,
  },
};
