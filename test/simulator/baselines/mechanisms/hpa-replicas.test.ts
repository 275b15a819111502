import { describe, expect, it } from 'vitest';
import {
  replicasForResource,
  replicasForTotal,
  replicasForValue,
} from '../../../../shared/simulator/baselines/mechanisms/hpa-replicas.ts';

const tolerance = 0.1;

/** Mean use of the pods with a metric, as a share of what they request. */
function mean(...milliCores: readonly number[]): number {
  return milliCores.reduce((sum, each) => sum + each, 0) / milliCores.length / 1000;
}

// The cases of kubernetes/kubernetes:pkg/controller/podautoscaler/replica_calculator_test.go by
// their names, with pods that request 1 CPU each. Metrics of pods that are not ready are dropped
// there before anything is computed, and here.
describe('replicas for a resource', () => {
  it.each([
    { name: 'ScaleUp', current: 3, levels: [300, 500, 700], target: 0.3, expected: 5 },
    {
      name: 'ScaleUpUnreadyLessScale',
      current: 3,
      levels: [500, 700],
      notReady: 1,
      target: 0.3,
      expected: 4,
    },
    {
      name: 'ScaleUpUnreadyNoScale',
      current: 3,
      levels: [400],
      notReady: 2,
      target: 0.3,
      expected: 3,
    },
    { name: 'ScaleUpIgnoresFailedPods', current: 2, levels: [500, 700], target: 0.3, expected: 4 },
    {
      name: 'ScaleDown',
      current: 5,
      levels: [100, 300, 500, 250, 250],
      target: 0.5,
      expected: 3,
    },
    {
      name: 'ScaleDownIncludeUnreadyPods',
      current: 5,
      levels: [100, 300, 500],
      notReady: 2,
      target: 0.5,
      expected: 2,
    },
    {
      name: 'ScaleDownExcludeUnscheduledPods',
      current: 5,
      levels: [100],
      notReady: 4,
      target: 0.5,
      expected: 1,
    },
    { name: 'Tolerance', current: 3, levels: [1010, 1030, 1020], target: 1, expected: 3 },
    {
      name: 'SuperfluousMetrics',
      current: 4,
      levels: [4000, 9500, 3000, 7000],
      target: 1,
      expected: 24,
    },
    {
      name: 'MissingMetrics',
      current: 4,
      levels: [400, 95],
      missing: 2,
      target: 1,
      expected: 3,
    },
    { name: 'EmptyMetrics', current: 4, levels: [], missing: 4, target: 1, expected: undefined },
    {
      name: 'MissingMetricsNoChangeEq',
      current: 2,
      levels: [1000],
      missing: 1,
      target: 1,
      expected: 2,
    },
    {
      name: 'MissingMetricsNoChangeGt',
      current: 2,
      levels: [1900],
      missing: 1,
      target: 1,
      expected: 2,
    },
    {
      name: 'MissingMetricsNoChangeLt',
      current: 2,
      levels: [600],
      missing: 1,
      target: 1,
      expected: 2,
    },
    {
      name: 'MissingMetricsUnreadyChange',
      current: 3,
      levels: [450],
      notReady: 1,
      missing: 1,
      target: 0.5,
      expected: 3,
    },
    {
      name: 'MissingMetricsUnreadyScaleUp',
      current: 3,
      levels: [2000],
      notReady: 1,
      missing: 1,
      target: 0.5,
      expected: 4,
    },
    {
      name: 'MissingMetricsUnreadyScaleDown',
      current: 4,
      levels: [100, 100],
      notReady: 1,
      missing: 1,
      target: 0.5,
      expected: 3,
    },
    {
      name: 'DuringRollingUpdateWithMaxSurge',
      current: 2,
      levels: [100, 100],
      missing: 1,
      target: 0.5,
      expected: 2,
    },
    // 10 pods that use half of what they request, against 56 % and 55 %.
    {
      name: 'ComputedToleranceAlgImplementation, beyond',
      current: 10,
      levels: Array.from({ length: 10 }, () => 500),
      target: 0.56,
      expected: 9,
    },
    {
      name: 'ComputedToleranceAlgImplementation, within',
      current: 10,
      levels: Array.from({ length: 10 }, () => 500),
      target: 0.55,
      expected: 10,
    },
  ])('$name: $current become $expected', (given) => {
    const { current, levels, target, expected, notReady = 0, missing = 0 } = given;
    const measured = levels.length;
    const usage = measured === 0 ? 0 : mean(...levels);

    const replicas = replicasForResource(
      { current, measured, usage, notReady, missing },
      { target, tolerance },
    );

    expect(replicas).toBe(expected);
  });
});

describe('replicas for a value', () => {
  it.each([
    { name: 'ScaleUpCMObject', current: 3, value: 20_000, target: 15_000, expected: 4 },
    {
      name: 'ScaleUpCMObjectIgnoresUnreadyPods',
      current: 3,
      ready: 1,
      value: 50_000,
      target: 10_000,
      expected: 5,
    },
    { name: 'ScaleUpCMExternal', current: 1, value: 8600, target: 4400, expected: 2 },
    {
      name: 'ScaleUpCMExternalIgnoresUnreadyPods',
      current: 3,
      ready: 1,
      value: 8600,
      target: 4400,
      expected: 2,
    },
    { name: 'ScaleDownCMObject', current: 5, value: 12_000, target: 20_000, expected: 3 },
    { name: 'ScaleDownCMExternal', current: 5, value: 8600, target: 14_334, expected: 3 },
    { name: 'ToleranceCMObject', current: 3, value: 20_666, target: 20_000, expected: 3 },
    { name: 'ToleranceCMExternal', current: 3, value: 8600, target: 8888, expected: 3 },
    { name: 'from zero', current: 0, value: 8600, target: 4400, expected: 2 },
  ])(
    '$name: $current become $expected',
    ({ current, ready = current, value, target, expected }) => {
      expect(replicasForValue({ current, ready, value }, { target, tolerance })).toBe(expected);
    },
  );
});

describe('replicas for a total', () => {
  it.each([
    { name: 'ScaleUpPerPodCMObject', current: 3, total: 20_000, target: 5000, expected: 4 },
    { name: 'ScaleUpPerPodCMExternal', current: 3, total: 8600, target: 2150, expected: 4 },
    { name: 'ScaleDownPerPodCMObject', current: 5, total: 6000, target: 2000, expected: 3 },
    { name: 'ScaleDownPerPodCMExternal', current: 5, total: 8600, target: 2867, expected: 3 },
    { name: 'TolerancePerPodCMObject', current: 4, total: 20_166, target: 5000, expected: 4 },
    { name: 'TolerancePerPodCMExternal', current: 3, total: 8600, target: 2900, expected: 3 },
  ])('$name: $current become $expected', ({ current, total, target, expected }) => {
    expect(replicasForTotal({ current, total }, { target, tolerance })).toBe(expected);
  });
});
