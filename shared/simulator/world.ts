/** @module A fleet, its work and its metrics behind one small interface, on a virtual clock. */
import type { DescribedTarget } from '../core/model.ts';
import { type Capacity, type Instant, instant, type Seconds } from '../core/units.ts';
import { type FleetTotals, fleet } from './fleet.ts';
import { CALM_FLEET, type FleetSettings } from './fleet-settings.ts';
import type { Measure } from './measure.ts';
import { queue } from './queue.ts';
import {
  ORDINARY_QUEUE,
  type QueueCounts,
  type QueueInterval,
  type QueueSettings,
  type QueueTotals,
} from './queue-settings.ts';
import { type Point, PROMPT_SENSOR, type Sensor } from './sensor.ts';
import {
  ORDINARY_SERVICE,
  type ServiceInterval,
  type ServiceSettings,
  type ServiceTotals,
  service,
} from './service.ts';

/** Numbers by name. */
export type Row = Readonly<Record<string, number>>;

/** What any simulated world offers. Several run side by side; each only moves when told. */
export interface World<Interval extends Row = Row, Totals extends Row = Row> {
  now(): Instant;
  /** Lets time pass. Throws a RangeError when asked to go back. */
  advance(to: Instant): void;
  /** The target as it describes itself now. */
  describe(): DescribedTarget;
  /** Asks for this many units, at once. */
  setDesired(units: Capacity): void;
  /** The newest value of a metric that can be read now; undefined = there is none. */
  newest(measure: Measure, options?: { readonly to: Instant }): Point | undefined;
  /** The length of the metrics' periods, counted from the start of the world. */
  readonly period: Seconds;
  /** Values of a metric that can be read now, of periods that end within a span. */
  between(
    measure: Measure,
    span: { readonly from: Instant; readonly to: Instant },
  ): readonly Point[];
  /** The queue's own counts, read now; undefined where there is no queue. */
  counts(): QueueCounts | undefined;
  /** What happened since this was last asked: one row of a time series. */
  takeInterval(): Interval;
  totals(): FleetTotals & Totals;
  /** Starts all totals anew: what came before was warming up. */
  resetTotals(): void;
}

export type ServiceWorld = World<ServiceInterval, ServiceTotals>;
export type QueueWorld = World<QueueInterval, QueueTotals>;

/** Settings that differ from the ordinary ones, and those that have no ordinary value. */
export type ServiceWorldSettings = Pick<ServiceSettings, 'load' | 'capacityPerUnit'> &
  Partial<ServiceSettings> & { readonly fleet?: Partial<FleetSettings>; readonly seed: number };
export type QueueWorldSettings = Pick<QueueSettings, 'arrivals' | 'serviceTime'> &
  Partial<QueueSettings> & { readonly fleet?: Partial<FleetSettings>; readonly seed: number };

/** A world of a fleet that serves requests; it starts with its load. */
export function serviceWorld({
  fleet: fleetSettings,
  seed,
  ...rest
}: ServiceWorldSettings): ServiceWorld {
  const { start } = rest.load;
  const settings: FleetSettings = { ...CALM_FLEET, ...fleetSettings };
  const tier = service({ ...ORDINARY_SERVICE, ...rest }, { start, seed });
  const units = fleet(
    settings,
    { leave: () => settings.drain > 0, interrupt: () => undefined },
    { start, seed },
  );
  return world({ start, period: (rest.metrics ?? PROMPT_SENSOR).period, units, tier });
}

/** A world of workers on a queue; it starts with its arrivals. */
export function queueWorld({
  fleet: fleetSettings,
  seed,
  ...rest
}: QueueWorldSettings): QueueWorld {
  const { start } = rest.arrivals;
  const tier = queue({ ...ORDINARY_QUEUE, ...rest }, (at) => units.finishDraining(at), {
    start,
    seed,
  });
  const units = fleet({ ...CALM_FLEET, ...fleetSettings }, tier, { start, seed });
  return world({
    start,
    period: (rest.metrics ?? PROMPT_SENSOR).period,
    units,
    tier,
    counts: tier.counts,
  });
}

/** What a fleet works on. */
interface Tier<Interval, Totals> {
  serve(to: Instant, inService: number): void;
  sensorOf(measure: Measure): Sensor | undefined;
  takeInterval(): Interval;
  totals(): Totals;
  resetTotals(): void;
}

function world<Interval extends Row, Totals extends Row>({
  start,
  period,
  units,
  tier,
  counts,
}: {
  readonly start: Instant;
  readonly period: Seconds;
  readonly units: ReturnType<typeof fleet>;
  readonly tier: Tier<Interval, Totals>;
  counts?(): QueueCounts;
}): World<Interval, Totals> {
  let now = start;
  return {
    now: () => now,
    advance(to) {
      if (to < now) {
        throw new RangeError(`A world cannot go back from ${now} to ${to}.`);
      }
      for (let at: number = now; at < to; ) {
        at = Math.min(to, Math.max(at, units.nextAt()));
        tier.serve(instant(at), units.inService());
        units.advance(instant(at));
      }
      now = to;
    },
    describe: units.describe,
    setDesired: (desired) => units.setDesired(desired, now),
    period,
    newest: (measure, { to } = { to: now }) => tier.sensorOf(measure)?.newest(now, to),
    between: (measure, span) => tier.sensorOf(measure)?.between(span, now) ?? [],
    counts: () => counts?.(),
    takeInterval: tier.takeInterval,
    totals: () => ({ ...units.totals(), ...tier.totals() }),
    resetTotals() {
      units.resetTotals();
      tier.resetTotals();
    },
  };
}
