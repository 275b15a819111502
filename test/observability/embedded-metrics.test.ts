import { describe, expect, test } from 'vitest';
import { embeddedMetrics } from '../../shared/observability/embedded-metrics.ts';
import { START } from '../support/builders.ts';

const counts = {
  Evaluations: 7,
  ScaleOuts: 2,
  ScaleIns: 1,
  MissingReadings: 3,
  UnavailableTargets: 1,
  FailedActions: 0,
};

describe('embedded metrics', () => {
  test('have the shape that CloudWatch takes: directive, dimension and values', () => {
    const line = embeddedMetrics(counts, { stage: 'prod', at: START });

    expect(JSON.parse(line)).toEqual({
      _aws: {
        Timestamp: START,
        CloudWatchMetrics: [
          {
            Namespace: 'Tidegate',
            Dimensions: [['Stage']],
            Metrics: Object.keys(counts).map((Name) => ({ Name, Unit: 'Count' })),
          },
        ],
      },
      Stage: 'prod',
      ...counts,
    });
  });

  test('name no target: their number does not grow with the fleet', () => {
    const { _aws: directive } = JSON.parse(embeddedMetrics(counts, { stage: 'dev', at: START }));

    expect(directive.CloudWatchMetrics[0].Dimensions).toEqual([['Stage']]);
    expect(directive.CloudWatchMetrics[0].Metrics).toHaveLength(6);
  });
});
