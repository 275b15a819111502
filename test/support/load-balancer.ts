/** @module The load balancer of the plans that tests write. */

/** A source that reads a metric of it, to be put into the text of a plan. */
export function albMetric(
  metric: 'RequestCount' | 'RequestCountPerTarget' | 'TargetResponseTime',
): string {
  return JSON.stringify({
    type: 'alb-target-group',
    loadBalancer: 'app/shop/50dc6c495c0c9188',
    targetGroup: 'targetgroup/web/6d0ecf831eec9f09',
    metric,
  });
}
