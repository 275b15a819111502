/** @module A tier that serves requests at once: load, saturation, and what metrics show of it. */
import { type Instant, instant, type Seconds, seconds } from '../core/units.ts';
import type { Measure } from './measure.ts';
import { PROMPT_SENSOR, type Sensor, type SensorSettings, sensor } from './sensor.ts';
import { timeMean } from './time-mean.ts';
import { loadAt, nextStepAfter, type Trace } from './trace.ts';

/** How a request-serving tier behaves. */
export interface ServiceSettings {
  readonly load: Trace;
  /** Load that one unit serves within the objective, in the unit of the load. */
  readonly capacityPerUnit: number;
  /** CPU of a unit without load, in percent. */
  readonly idleCpu: number;
  /** CPU of a unit at its capacity, in percent; it goes on to 100 with more load. */
  readonly cpuAtCapacity: number;
  /** Response time without load. */
  readonly baseLatency: Seconds;
  /** The longest response time: the client's patience. */
  readonly longestLatency: Seconds;
  readonly metrics: SensorSettings;
}

/** Everything of a tier but its load and its size. */
export const ORDINARY_SERVICE: Omit<ServiceSettings, 'load' | 'capacityPerUnit'> = {
  idleCpu: 0,
  cpuAtCapacity: 100,
  baseLatency: seconds(0.05),
  longestLatency: seconds(10),
  metrics: PROMPT_SENSOR,
};

/** Sums since the last reset. */
export type ServiceTotals = {
  /** Requests. */
  readonly offered: number;
  /** Requests that came while the units in service were at their capacity. */
  readonly unserved: number;
  /** Time with more load than capacity in service. */
  readonly violationSeconds: number;
};

/** What a service did since it was last asked. */
export type ServiceInterval = {
  /** Mean load, in the unit of the load. */
  readonly load: number;
  /** Mean units in service. */
  readonly inService: number;
  readonly violationSeconds: number;
  /** Requests beyond the capacity in service. */
  readonly unserved: number;
};

export interface Service {
  /** Works on with this many units. */
  serve(to: Instant, inService: number): void;
  sensorOf(measure: Measure): Sensor | undefined;
  takeInterval(): ServiceInterval;
  totals(): ServiceTotals;
  resetTotals(): void;
}

/** A tier without history. */
export function service(
  settings: ServiceSettings,
  { start, seed }: { readonly start: Instant; readonly seed: number },
): Service {
  const { load: trace, capacityPerUnit, metrics } = settings;
  const perSecond = 1 / trace.per;
  const periodMs = metrics.period * 1000;
  const sensors = {
    cpu: sensor(metrics, { start, seed, name: 'cpu' }),
    requests: sensor(metrics, { start, seed, name: 'requests' }),
    'requests-per-unit': sensor(metrics, { start, seed, name: 'requests-per-unit' }),
    latency: sensor(metrics, { start, seed, name: 'latency' }),
  } as const satisfies Partial<Record<Measure, Sensor>>;
  const period = { load: timeMean(), units: timeMean(), cpu: timeMean(), latency: timeMean() };
  const interval = { load: timeMean(), units: timeMean() };
  let at = start;
  let periodEnd = start + periodMs;
  let intervalViolation = 0;
  let intervalUnserved = 0;
  let offered = 0;
  let unserved = 0;
  let violationSeconds = 0;

  function work(load: number, units: number, length: number): void {
    const usage = load / (units * capacityPerUnit);
    const excess = Math.max(0, load - units * capacityPerUnit) * length * perSecond;
    period.load.add(load, length);
    period.units.add(units, length);
    interval.load.add(load, length);
    interval.units.add(units, length);
    if (units > 0) {
      period.cpu.add(cpuAt(usage, settings), length);
    }
    period.latency.add(latencyAt(units > 0 ? usage : 1, settings), load * length);
    offered += load * length * perSecond;
    if (load > units * capacityPerUnit) {
      violationSeconds += length;
      intervalViolation += length;
      unserved += excess;
      intervalUnserved += excess;
    }
  }

  function publish(end: Instant): void {
    const requests = period.load.mean() * (metrics.period / trace.per);
    const units = period.units.mean();
    sensors.requests.publish(end, requests);
    sensors['requests-per-unit'].publish(end, units > 0 ? requests / units : Number.NaN);
    sensors.cpu.publish(end, period.cpu.mean());
    sensors.latency.publish(end, period.latency.mean());
    period.load.reset();
    period.units.reset();
    period.cpu.reset();
    period.latency.reset();
  }

  return {
    serve(to, inService) {
      while (at < to) {
        const next = Math.min(to, periodEnd, nextStepAfter(trace, at));
        work(loadAt(trace, at), inService, (next - at) / 1000);
        at = instant(next);
        if (at >= periodEnd) {
          publish(at);
          periodEnd += periodMs;
        }
      }
    },
    sensorOf: (measure) => (isMeasured(measure) ? sensors[measure] : undefined),
    takeInterval() {
      const taken = {
        load: interval.load.mean(),
        inService: interval.units.mean(),
        violationSeconds: intervalViolation,
        unserved: intervalUnserved,
      };
      interval.load.reset();
      interval.units.reset();
      intervalViolation = 0;
      intervalUnserved = 0;
      return taken;
    },
    totals: () => ({ offered, unserved, violationSeconds }),
    resetTotals() {
      offered = 0;
      unserved = 0;
      violationSeconds = 0;
    },
  };

  function isMeasured(measure: Measure): measure is keyof typeof sensors {
    return measure in sensors;
  }
}

/** CPU grows with the load and ends at 100: above capacity it tells nothing any more. */
function cpuAt(usage: number, { idleCpu, cpuAtCapacity }: ServiceSettings): number {
  return Math.min(100, idleCpu + (cpuAtCapacity - idleCpu) * usage);
}

/**
 * Mean response time of a processor-sharing queue, base ÷ (1 − utilisation), up to the client's
 * patience. Source: L. Kleinrock, "Queueing Systems", volume 2, 1976, section 4.4.
 */
function latencyAt(usage: number, { baseLatency, longestLatency }: ServiceSettings): number {
  return usage >= 1 ? longestLatency : Math.min(longestLatency, baseLatency / (1 - usage));
}
