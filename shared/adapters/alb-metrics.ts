/** @module Metrics of an Application Load Balancer: how each counts, what its absence means. */

/** The metrics that a plan may name. */
export const albMetricNames = [
  'ActiveConnectionCount',
  'HTTPCode_ELB_4XX_Count',
  'HTTPCode_ELB_5XX_Count',
  'HTTPCode_Target_2XX_Count',
  'HTTPCode_Target_3XX_Count',
  'HTTPCode_Target_4XX_Count',
  'HTTPCode_Target_5XX_Count',
  'HealthyHostCount',
  'NewConnectionCount',
  'RejectedConnectionCount',
  'RequestCount',
  'RequestCountPerTarget',
  'TargetConnectionErrorCount',
  'TargetResponseTime',
  'UnHealthyHostCount',
] as const;
export type AlbMetricName = (typeof albMetricNames)[number];

/** One metric as CloudWatch keeps it in AWS/ApplicationELB, every minute. */
export interface AlbMetric {
  /** The statistic that makes sense unless told. */
  readonly statistic: string;
  /** Every statistic that makes sense. */
  readonly statistics: RegExp;
  readonly unit: string;
  /** Whether it is told per target group or for the load balancer as a whole. */
  readonly of: 'target-group' | 'load-balancer';
  /**
   * What no data point means. AWS reports most of these only when they are not zero:
   * `zero-with-requests` while RequestCount is reported for the minute, `zero-when-idle` while
   * RequestCount is reported and 0, else `unknown`.
   */
  readonly absent: 'unknown' | 'zero-with-requests' | 'zero-when-idle';
}

const total = { statistic: 'Sum', statistics: /^Sum$/ } as const;
const counted = { ...total, absent: 'zero-with-requests' } as const;
const ofTargetGroup = { ...counted, of: 'target-group' } as const;
const ofLoadBalancer = { ...counted, of: 'load-balancer' } as const;
const hosts = {
  statistic: 'Average',
  statistics: /^(Average|Minimum|Maximum)$/,
  unit: 'hosts',
  of: 'target-group',
  absent: 'unknown',
} as const;

/**
 * By name. Sum is the only valid statistic of RequestCountPerTarget, and is an average already;
 * Sum of host counts would add up the load balancer's nodes. No response time in a minute with
 * requests means that nothing answered: that is no time of 0.
 * Source: "CloudWatch metrics for your Application Load Balancer".
 */
export const albMetrics: Readonly<Record<AlbMetricName, AlbMetric>> = {
  ActiveConnectionCount: { ...ofLoadBalancer, unit: 'connections' },
  HTTPCode_ELB_4XX_Count: { ...ofLoadBalancer, unit: 'responses' },
  HTTPCode_ELB_5XX_Count: { ...ofLoadBalancer, unit: 'responses' },
  HTTPCode_Target_2XX_Count: { ...ofTargetGroup, unit: 'responses' },
  HTTPCode_Target_3XX_Count: { ...ofTargetGroup, unit: 'responses' },
  HTTPCode_Target_4XX_Count: { ...ofTargetGroup, unit: 'responses' },
  HTTPCode_Target_5XX_Count: { ...ofTargetGroup, unit: 'responses' },
  HealthyHostCount: hosts,
  NewConnectionCount: { ...ofLoadBalancer, unit: 'connections' },
  RejectedConnectionCount: { ...ofLoadBalancer, unit: 'connections' },
  RequestCount: { ...total, unit: 'requests', of: 'target-group', absent: 'unknown' },
  RequestCountPerTarget: { ...total, unit: 'requests', of: 'target-group', absent: 'unknown' },
  TargetConnectionErrorCount: { ...ofTargetGroup, unit: 'connections' },
  TargetResponseTime: {
    statistic: 'Average',
    statistics: /^(Average|Minimum|Maximum|p\d{1,3}(\.\d+)?)$/,
    unit: 'seconds',
    of: 'target-group',
    absent: 'zero-when-idle',
  },
  UnHealthyHostCount: hosts,
};
