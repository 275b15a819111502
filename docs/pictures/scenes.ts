/** @module What each policy is shown doing: a load, and the panels that tell of it. */
import type { PolicySpec, ScalingPlan } from '../../shared/core/plan.ts';
import { type Load, type Observed, spansWhere } from './observed.ts';
import {
  capacityPanel,
  level,
  loadPanel,
  readingsOf,
  recommendedBy,
  signalPanel,
} from './panels.ts';
import { scoresOf, usualBand } from './special.ts';
import type { Panel } from './svg.ts';

/** One picture, but for its plan, which stands on the page. */
export interface Scene {
  readonly load: Load;
  /** `again` runs another plan under the same load. */
  panels(observed: Observed, again: (plan: ScalingPlan) => Observed): readonly Panel[];
}

/** From one level to another, between two hours. */
function ramp(hour: number, { from, to, by }: { from: number; to: number; by: number }): number {
  return by * Math.max(0, Math.min(1, (hour - from) / (to - from)));
}

function bell(hour: number, centre: number, width: number): number {
  return Math.exp(-0.5 * ((hour - centre) / width) ** 2);
}

/** Two peaks a day. */
const day = (hour: number) =>
  0.22 + 0.48 * bell(hour % 24, 12, 2.5) + 0.68 * bell(hour % 24, 20, 2);

/** Quiet, a crowd that comes within minutes, and its slow end. */
const crowd = (low: number, high: number) => (hour: number) =>
  low +
  ramp(hour, { from: 9.5, to: 9.75, by: high - low }) -
  ramp(hour, { from: 11, to: 12, by: high - low });

/** By the policy's type. */
export const scenes: Readonly<Record<PolicySpec['type'], Scene>> = {
  'adaptive-threshold': {
    load: {
      fromHour: 24 * 4 + 18,
      hours: 20,
      before: 24 * 4,
      perMinute: (hour) => 14_000 * day(hour) + (hour > 122.5 && hour < 123.5 ? 4500 : 0),
    },
    panels: (observed) => [
      {
        ...loadPanel(observed),
        title: 'Load, requests per minute',
        height: 130,
        band: usualBand(observed),
      },
      capacityPanel(observed),
    ],
  },
  'backlog-per-worker': {
    load: {
      fromHour: 8,
      hours: 5,
      spread: 0,
      perMinute: (hour) =>
        4 + (hour > 8.75 && hour < 9.25 ? 24 : 0) + (hour > 10.5 && hour < 11.25 ? 10 : 0),
    },
    panels: (observed) => [
      loadPanel(observed, 'messages'),
      signalPanel(observed, 'Messages waiting for each worker', perUnit(observed, 'visible'), {
        label: 'waiting',
        marks: [['acceptable', 20]],
        most: 80,
      }),
      capacityPanel(observed),
    ],
  },
  'composite-score': {
    load: { fromHour: 9, hours: 4, perMinute: crowd(8000, 26_000), unitServes: 1000 },
    panels: (observed) => [
      loadPanel(observed),
      signalPanel(observed, 'Score, 0 to 100', scoresOf(observed), {
        label: 'urgency',
        marks: [
          ['low, medium, high', 20],
          ['', 50],
          ['', 80],
        ],
        most: 100,
      }),
      capacityPanel(observed),
    ],
  },
  formula: {
    load: {
      fromHour: 5,
      hours: 19,
      perMinute: (hour) => 800 + 13_000 * bell(hour, 13, 1.6) + 5000 * bell(hour, 19.5, 1),
      unitServes: 1400,
    },
    panels: (observed) => [
      loadPanel(observed),
      capacityPanel(observed, {
        window: 'studio open, Berlin',
        spans: spansWhere(observed.steps, (step) => isOpen(observed, step), 'window'),
      }),
    ],
  },
  lua: {
    load: {
      fromHour: 1,
      hours: 9,
      spread: 0,
      perMinute: (hour) => (hour > 1.5 && hour < 2 ? 60 : hour > 6.5 && hour < 9 ? 30 : 3),
      unitServes: 12,
    },
    panels: (observed) => [
      loadPanel(observed, 'messages'),
      signalPanel(observed, 'Messages waiting', observed.column('visible'), {
        label: 'waiting',
        marks: [],
      }),
      { ...capacityPanel(observed), spans: [], spanLabels: {} },
    ],
  },
  predictive: {
    load: {
      fromHour: 24 * 9 + 6.5,
      hours: 5.5,
      before: 24 * 9 + 6.5,
      perMinute: (hour) => {
        const time = hour % 24;
        return (
          2500 +
          ramp(time, { from: 7.9, to: 8.15, by: 12_000 }) +
          2000 * bell(time, 11, 1) -
          ramp(time, { from: 16, to: 18, by: 12_000 })
        );
      },
    },
    panels: (observed, again) => {
      const { plan } = observed;
      const without = again({ ...plan, policies: plan.policies.slice(0, 1) });
      const asked = recommendedBy(observed, 1);
      return [
        loadPanel(observed),
        capacityPanel(observed, {
          lines: [
            { label: 'forecast asks for', role: 'mark', values: asked, isStepped: true },
            {
              label: 'without it',
              role: 'signal',
              values: without.column('inService').map(Math.round),
              isStepped: true,
            },
          ],
        }),
      ];
    },
  },
  progressive: {
    load: {
      fromHour: 9,
      hours: 4,
      perMinute: (hour) =>
        2200 +
        ramp(hour, { from: 9.25, to: 9.35, by: 900 }) +
        ramp(hour, { from: 10, to: 10.1, by: 4500 }) -
        ramp(hour, { from: 11.25, to: 11.75, by: 5600 }),
      unitServes: 1000,
    },
    panels: (observed) => [
      loadPanel(observed),
      signalPanel(observed, 'Processor, percent', readingsOf(observed, 'busy'), {
        label: 'busy',
        marks: [
          ['phases', 70],
          ['', 80],
          ['', 92],
        ],
        most: 100,
      }),
      capacityPanel(observed),
    ],
  },
  'queue-latency': {
    load: {
      fromHour: 9,
      hours: 2.5,
      spread: 0,
      perMinute: (hour) => (hour > 9.25 && hour < 10.25 ? 150 : 0),
    },
    panels: (observed) => [
      loadPanel(observed, 'messages'),
      signalPanel(observed, 'Age of the oldest message, seconds', observed.column('ageOfOldest'), {
        label: 'oldest',
        marks: [['objective', 120]],
        most: 160,
      }),
      capacityPanel(observed),
    ],
  },
  schedule: {
    load: {
      fromHour: 4,
      hours: 22,
      perMinute: (hour) =>
        700 +
        ramp(hour, { from: 7, to: 7.3, by: 3300 }) +
        3200 * bell(hour, 13, 1.2) -
        ramp(hour, { from: 16, to: 17, by: 3300 }) +
        3900 * bell(hour, 20.8, 0.9),
      unitServes: 900,
    },
    panels: (observed) => [
      loadPanel(observed),
      capacityPanel(observed, {
        window: 'a window is open',
        spans: [
          { from: 3 * 60, to: 12 * 60, kind: 'window' },
          { from: 17 * 60, to: 22 * 60, kind: 'window' },
        ],
        lines: [
          { label: 'floor', role: 'mark', values: recommendedBy(observed, 1), isStepped: true },
          {
            ...level(observed, 'ceiling', 5, 'forecast'),
            values: new Float64Array(observed.steps).map((_, step) =>
              step >= 17 * 60 + 30 ? 5 : Number.NaN,
            ),
          },
        ],
      }),
    ],
  },
  'service-level': {
    load: {
      fromHour: 24,
      hours: 24,
      before: 24,
      perMinute: (hour) => 26_000 * day(hour),
      spread: 0.05,
    },
    panels: (observed) => [loadPanel(observed), capacityPanel(observed)],
  },
  step: {
    load: { fromHour: 9, hours: 4, perMinute: crowd(3000, 12_000), unitServes: 1000 },
    panels: (observed) => [
      loadPanel(observed),
      signalPanel(observed, 'Response time (p95), seconds', readingsOf(observed, 'latency'), {
        label: 'response time',
        marks: [
          ['steps', 0.3],
          ['', 0.8],
          ['', 2],
        ],
        most: 3,
      }),
      capacityPanel(observed),
    ],
  },
  'target-tracking': {
    load: {
      fromHour: 9,
      hours: 4,
      perMinute: (hour) =>
        6000 +
        ramp(hour, { from: 9.5, to: 10, by: 8000 }) -
        ramp(hour, { from: 11.25, to: 12, by: 7000 }),
    },
    panels: (observed) => [
      loadPanel(observed),
      signalPanel(observed, 'Requests per unit and minute', readingsOf(observed, 'requests'), {
        label: 'per unit',
        marks: [['target', 1000]],
        most: 1600,
      }),
      capacityPanel(observed),
    ],
  },
  threshold: {
    load: { fromHour: 9, hours: 4, perMinute: crowd(3000, 9000), unitServes: 1000 },
    panels: (observed) => [
      loadPanel(observed),
      signalPanel(observed, 'Processor, percent', readingsOf(observed, 'cpu'), {
        label: 'processor',
        marks: [
          ['above, below', 75],
          ['', 40],
        ],
        most: 100,
      }),
      capacityPanel(observed),
    ],
  },
};

/** A column of the world for each unit in service. */
function perUnit({ column }: Observed, name: string): Float64Array {
  const inService = column('inService');
  return column(name).map((value, step) => value / Math.max(1, inService[step] ?? 1));
}

/** Nine to six in Berlin, in winter one hour ahead of UTC. */
function isOpen({ start, stepSeconds }: Observed, step: number): boolean {
  const hour = ((start / 1000 + step * stepSeconds) / 3600) % 24;
  return hour >= 8 && hour < 17;
}
