/** @module The day on which each example is tried: its load, its world, what must come of it. */
import type { ReadSource } from '../../shared/simulator/binding.ts';
import type { FleetSettings } from '../../shared/simulator/fleet-settings.ts';
import type { Measure } from '../../shared/simulator/measure.ts';
import { loadOf, type WorkloadShape } from '../../shared/simulator/workload.ts';
import type { workloads } from '../../shared/simulator/workloads/index.ts';
import type { World } from '../../shared/simulator/world.ts';

/** What a target is tried with; an ordinary Monday with two peaks where nothing is said. */
export interface Day {
  /** As a clock in UTC shows it. */
  readonly start?: string;
  readonly hours?: number;
  readonly load?: (typeof workloads)[number]['name'];
  /** Load per second at the highest; what gives the plan something to do where it is absent. */
  readonly peak?: number;
  /** A load that no generator has: per second, by the hours since the start. */
  readonly loadAt?: (hour: number) => number;
  /** Load per second that one unit serves, where the plan does not tell. */
  readonly unitServes?: number;
  readonly fleet?: Partial<FleetSettings>;
  /** Sources that no world measures. */
  readonly told?: Readonly<Record<string, ReadSource>>;
  /** Seconds that 99 % of the messages may wait, where the plan states no objective. */
  readonly waits?: number;
  /** Percent of the time with enough units, or of the messages that are taken in time. */
  readonly keeps?: number;
}

/** The hours of a sale: everybody at midnight in New York, then an evening. */
const SALE = { start: '2027-11-25T18:00Z', hours: 36 };

/** A level, ten times as much at midnight, fading within an hour or two, and an evening. */
const sale = (level: number) => (hour: number) => {
  const since = hour - 11;
  const rush = since < 0 ? 0 : since < 0.05 ? since / 0.05 : Math.exp(-(since - 0.05) / 0.8);
  return level * (1 + 9 * rush + 2 * evening(hour, 31));
};

function evening(hour: number, peak: number): number {
  return Math.exp(-0.5 * ((hour - peak) / 2) ** 2);
}

/** By the id of the target. */
export const days: Readonly<Record<string, Day>> = {
  'ai-model': {
    // A server generates 90,000 tokens a minute, which are 200 answers.
    peak: 20,
    told: {
      tokens: measured('requests', (requests) => requests * 450),
      waiting: measured('latency', (latency) => Math.max(0, latency - 0.5) * 20),
    },
  },
  api: { told: { utilization: measured('cpu', (percent) => percent / 100) } },
  'checkout-api': {
    ...SALE,
    loadAt: sale(20),
    told: { payments: measured('requests', () => 0.4) },
  },
  exporters: {
    // Until midnight in Berlin: after it, exports have until the morning.
    start: '2027-03-01T06:00Z',
    hours: 17,
    peak: 6,
    unitServes: 0.5,
    waits: 180,
    told: {
      connections: measured('arrivals', (_, world) => 150 + 8 * world.describe().capacity),
    },
  },
  importer: { unitServes: 20, waits: 120 },
  invoices: {
    load: 'sparse-long-jobs',
    hours: 36,
    // Of twenty workers one is taken away in an hour.
    fleet: { spotInterruptions: 0.05 },
  },
  recommendations: { ...SALE, loadAt: sale(15), keeps: 90 },
  'render-workers': { peak: 30, unitServes: 1, waits: 240 },
  // A backlog per worker is all that this rule looks at: it does not keep up with a rise.
  reports: { keeps: 95 },
  'shop-orders': {
    told: {
      database: measured('requests', (_, world) => 60 + 15 * world.describe().capacity),
    },
  },
  'shop-web': { told: { errors: measured('latency', (latency) => (latency > 5 ? 20 : 0.2)) } },
  // Two evenings more, so that there is something to learn from.
  'store-web': {
    start: '2027-11-23T18:00Z',
    hours: 36 + 48,
    loadAt: (hour) => (hour < 48 ? 150 * (1 + 2 * evening(hour % 24, 7)) : sale(150)(hour - 48)),
  },
  // Berlin from 07:00 to 16:00 UTC, New York from 13:00 to 22:00.
  'support-portal': {
    loadAt: (hour) =>
      40 + 90 * office(hour, { from: 7, to: 16 }) + 150 * office(hour, { from: 13, to: 22 }),
  },
  transcoding: { keeps: 95 },
};

/** From nobody to everybody within half an hour, and back within an hour. */
function office(hour: number, { from, to }: { readonly from: number; readonly to: number }) {
  return Math.max(0, Math.min(1, (hour - from) * 2 + 0.5, to + 0.5 - hour));
}

/** The load of a day that no generator has. */
export function ownLoad(shape: WorkloadShape, loadAt: (hour: number) => number) {
  return { load: loadOf(shape, (elapsed) => loadAt(elapsed / 3600)) };
}

/** A source that follows from something that is measured. */
function measured(measure: Measure, toValue: (value: number, world: World) => number): ReadSource {
  return (world) => {
    const point = world.newest(measure);
    return point === undefined
      ? { status: 'missing', because: 'empty', detail: `${measure} has no data point` }
      : { status: 'measured', value: toValue(point.value, world), unit: 'units', at: point.at };
  };
}
