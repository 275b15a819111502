/** @module The replica calculator of Kubernetes' Horizontal Pod Autoscaler, on plain numbers. */
import { type Capacity, capacity, capacityFor } from '../../../core/units.ts';

/** What the calculator knows of a workload's pods. */
export interface Pods {
  /** Replicas asked for. */
  readonly current: number;
  /** Ready pods with a metric, and the mean of it over them. */
  readonly measured: number;
  readonly usage: number;
  /** Pods that are not ready: pending, or still in their initialization period. */
  readonly notReady: number;
  /** Ready pods without a metric. */
  readonly missing: number;
}

/** Target of the metric, in its unit, and the relative change too small to act on, inclusive. */
export interface ReplicaTarget {
  readonly target: number;
  readonly tolerance: number;
}

/**
 * Replicas for a resource metric, where usage and target are shares of what a pod requests. Pods
 * without a metric count as fully used when the rest asks for less, and as idle when it asks for
 * more; pods that are not ready count as idle when it asks for more. Where that turns the answer
 * around, or leaves it within the tolerance, nothing changes. Undefined without any metric.
 * Source: `GetResourceReplicas` in kubernetes/kubernetes:pkg/controller/podautoscaler/
 * replica_calculator.go.
 */
export function replicasForResource(
  { current, measured, usage, notReady, missing }: Pods,
  { target, tolerance }: ReplicaTarget,
): Capacity | undefined {
  if (measured <= 0) {
    return undefined;
  }
  const ratio = usage / target;
  const idle = ratio > 1 ? notReady : 0;
  if (idle === 0 && missing === 0) {
    return isWithin(tolerance, ratio) ? capacity(current) : capacityFor(ratio * measured);
  }
  const counted = measured + idle + (ratio === 1 ? 0 : missing);
  const fullUse = Math.max(1, target) / target;
  const sum = ratio * measured + (ratio < 1 ? missing * fullUse : 0);
  const corrected = sum / counted;
  const isTurned = (ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1);
  const replicas = capacityFor(sum);
  const isAgainst = (corrected < 1 && replicas > current) || (corrected > 1 && replicas < current);
  return isWithin(tolerance, corrected) || isTurned || isAgainst ? capacity(current) : replicas;
}

/**
 * Replicas for a metric of an object, or of the outside, with a target value: ratio × ready pods,
 * whatever else starts. From zero, the ratio itself. Source: `getUsageRatioReplicaCount`, ibid.
 */
export function replicasForValue(
  { current, ready, value }: Readonly<Record<'current' | 'ready' | 'value', number>>,
  { target, tolerance }: ReplicaTarget,
): Capacity {
  const ratio = value / target;
  if (current === 0) {
    return capacityFor(ratio);
  }
  return isWithin(tolerance, ratio) ? capacity(current) : capacityFor(ratio * ready);
}

/**
 * Replicas for a metric of an object, or of the outside, with a target per pod: total ÷ target.
 * Source: `GetExternalPerPodMetricReplicas`, ibid.
 */
export function replicasForTotal(
  { current, total }: Readonly<Record<'current' | 'total', number>>,
  { target, tolerance }: ReplicaTarget,
): Capacity {
  const ratio = total / (target * current);
  return isWithin(tolerance, ratio) ? capacity(current) : capacityFor(total / target);
}

function isWithin(tolerance: number, ratio: number): boolean {
  return Math.abs(1 - ratio) <= tolerance;
}
