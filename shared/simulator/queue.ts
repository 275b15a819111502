/** @module A worker tier: messages come, wait, are worked off, fail, return. */
import { type Instant, instant, later, type Seconds, seconds } from '../core/units.ts';
import type { Measure } from './measure.ts';
import { messageLine } from './message-line.ts';
import type { QueueCounts, QueueInterval, QueueSettings, QueueTotals } from './queue-settings.ts';
import { randomStream } from './random.ts';
import { type Message, redelivery } from './redelivery.ts';
import { type Sensor, sensor } from './sensor.ts';
import { serviceSteps } from './service-time.ts';
import { loadAt, nextStepAfter } from './trace.ts';
import { waits } from './waits.ts';
import { workWheel } from './work-wheel.ts';

export interface Queue {
  /** Works on with this many units. */
  serve(to: Instant, inService: number): void;
  /** A unit takes no more work; true when it still has some in hand. */
  leave(): boolean;
  /** A draining unit is lost: what it has in hand returns. */
  interrupt(): void;
  counts(): QueueCounts;
  ageOfOldest(): Seconds;
  sensorOf(measure: Measure): Sensor | undefined;
  takeInterval(): QueueInterval;
  totals(): QueueTotals;
  resetTotals(): void;
}

/**
 * The queue moves in steps: messages that come within a step are one entry, and work in hand is
 * kept by the step in which it ends, so its cost does not grow with the rate. Service times are
 * rounded to steps at random without changing their mean; those shorter than a step are worked off
 * in bundles. Messages in hand longer than the visibility timeout are assumed to be extended.
 */
export function queue(
  settings: QueueSettings,
  onDrained: (at: Instant) => void,
  { start, seed }: { readonly start: Instant; readonly seed: number },
): Queue {
  const { arrivals, concurrency, metrics, step: stepSeconds } = settings;
  const stepMs = stepSeconds * 1000;
  const meanSteps = settings.serviceTime.mean / stepSeconds;
  const comes = randomStream(seed, 'arrivals');
  const poisons = randomStream(seed, 'poison');
  const works = randomStream(seed, 'work');
  const leaves = randomStream(seed, 'scale-in');
  const reads = randomStream(seed, 'counts');
  const lengths = serviceSteps(settings.serviceTime, stepSeconds);
  const line = messageLine();
  const poisonLine = messageLine();
  const wheel = workWheel({ lengths, meanSteps }, works);
  const draining = workWheel({ lengths, meanSteps }, leaves);
  const again = redelivery(settings.maxReceiveCount);
  const waited = waits(stepSeconds);
  const sensors = {
    cpu: sensor(metrics, { start, seed, name: 'cpu' }),
    arrivals: sensor(metrics, { start, seed, name: 'arrivals' }),
    visible: sensor(metrics, { start, seed, name: 'visible' }),
    'in-flight': sensor(metrics, { start, seed, name: 'in-flight' }),
    'age-of-oldest': sensor(metrics, { start, seed, name: 'age-of-oldest' }),
  } as const satisfies Partial<Record<Measure, Sensor>>;
  const recent: QueueCounts[] = [];
  const recentSize = Math.ceil(settings.countStaleness / stepSeconds) + 1;

  let step = 0;
  let units = 0;
  let drainingUnits = 0;
  let evenArrivals = 0;
  let arrived = 0;
  let completed = 0;
  let interrupted = 0;
  let waitingHalfSteps = 0;
  let busySteps = 0;
  let unitSteps = 0;
  let interval = { step: 0, unitSteps: 0, arrived: 0, completed: 0 };
  let period = { unitSteps: 0, busySteps: 0, arrived: 0 };
  let periodEnd = start + metrics.period * 1000;
  let expected = 0;
  let isExpectedUntil: number = start;

  /** Slots at work on units in service. */
  function busySlots(): number {
    return wheel.slots() + again.slots();
  }

  function waiting(): number {
    return line.count() + poisonLine.count();
  }

  function move(at: Instant): void {
    wheel.finish(step);
    if (drainingUnits > 0 && draining.finish(step) > 0) {
      drain(at);
    }
    again.advance(at);
    const come = arrive(at);
    const free = units * concurrency - busySlots();
    if (free > 0) {
      take(free, at);
    }
    completed += wheel.takeFinished() + draining.takeFinished();
    const left = waiting();
    waitingHalfSteps += 2 * left - Math.min(come, left);
    busySteps += busySlots() + draining.slots();
    unitSteps += units;
    if (recentSize > 1) {
      recent.unshift(countsNow());
      recent.length = Math.min(recent.length, recentSize);
    }
    step += 1;
  }

  function arrive(at: Instant): number {
    if (at >= isExpectedUntil) {
      expected = (loadAt(arrivals, at) * stepSeconds) / arrivals.per;
      isExpectedUntil = nextStepAfter(arrivals, at);
    }
    let come: number;
    if (settings.arrivalPattern === 'random') {
      come = expected > 0 ? comes.poisson(expected) : 0;
    } else {
      evenArrivals += expected;
      come = Math.floor(evenArrivals + 1e-9);
      evenArrivals -= come;
    }
    if (come > 0) {
      const share = settings.poison === undefined ? 0 : loadAt(settings.poison, at);
      const poison = share > 0 ? poisons.binomial(come, share) : 0;
      if (poison > 0) {
        poisonLine.add(step, poison);
      }
      if (come > poison) {
        line.add(step, come - poison);
      }
      arrived += come;
    }
    return come;
  }

  /** Fills free slots: what returned first, then in the order of arrival. */
  function take(free: number, at: Instant): void {
    let slots = free;
    while (slots > 0 && again.visible() + waiting() > 0) {
      let taken = 0;
      let room = slots * wheel.bundle;
      while (room > 0 && again.visible() + waiting() > 0) {
        const single = nextSingle();
        if (single?.isPoison === true) {
          receive(single, at);
          slots -= 1;
          room -= wheel.bundle;
        } else if (single !== undefined) {
          taken += 1;
          room -= 1;
        } else {
          const from = line.firstStep();
          const some = line.takeFirst(room);
          waited.add(step - from, some);
          taken += some;
          room -= some;
        }
      }
      slots -= wheel.begin(step, taken);
    }
  }

  /** The next message, where it is one that is looked at by itself. */
  function nextSingle(): Message | undefined {
    if (again.visible() > 0) {
      return again.take();
    }
    const poisonFrom = poisonLine.firstStep();
    if (poisonFrom < 0 || (line.count() > 0 && line.firstStep() < poisonFrom)) {
      return undefined;
    }
    poisonLine.takeFirst(1);
    waited.add(step - poisonFrom, 1);
    return { step: poisonFrom, isPoison: true, receipts: 0 };
  }

  function receive(poison: Message, at: Instant): void {
    const work = Math.max(1, lengths[works.below(lengths.length)] ?? 1) * stepSeconds;
    again.receive(poison, {
      givesUpAt: later(at, seconds(work)),
      backAt: later(at, seconds(Math.max(work, settings.visibilityTimeout))),
    });
  }

  /** Tells of every unit that has nothing in hand any more. */
  function drain(at: Instant): void {
    while (drainingUnits > Math.ceil(draining.slots() / concurrency)) {
      drainingUnits -= 1;
      onDrained(at);
    }
  }

  function inFlight(): number {
    const inHand = wheel.messages() + draining.messages();
    const held = wheel.bundle > 1 ? Math.round(inHand * meanSteps) : inHand;
    return held + again.inFlight();
  }

  function countsNow(): QueueCounts {
    return { visible: waiting() + again.visible(), inFlight: inFlight(), delayed: 0 };
  }

  function ageOfOldest(): Seconds {
    let first = Number.POSITIVE_INFINITY;
    for (const since of [line.firstStep(), poisonLine.firstStep(), again.firstStep()]) {
      first = since >= 0 ? Math.min(first, since) : first;
    }
    return seconds(Number.isFinite(first) ? Math.max(0, step - first) * stepSeconds : 0);
  }

  function publish(): void {
    const end = instant(periodEnd);
    const slotSteps = (unitSteps - period.unitSteps) * concurrency;
    const busy = busySteps - period.busySteps;
    const { visible, inFlight: held } = countsNow();
    sensors.cpu.publish(end, slotSteps > 0 ? Math.min(100, (100 * busy) / slotSteps) : Number.NaN);
    sensors.arrivals.publish(end, arrived - period.arrived);
    sensors.visible.publish(end, visible);
    sensors['in-flight'].publish(end, held);
    sensors['age-of-oldest'].publish(end, ageOfOldest());
    period = { unitSteps, busySteps, arrived };
    periodEnd += metrics.period * 1000;
  }

  return {
    serve(to, inService) {
      units = inService;
      for (let at = start + step * stepMs; at < to; at = start + step * stepMs) {
        if (at >= periodEnd) {
          publish();
        }
        move(instant(at));
      }
      if (to >= periodEnd) {
        publish();
      }
    },
    leave() {
      const slots = units * concurrency;
      const busy = busySlots();
      let onUnit =
        settings.goesFirst === 'idle'
          ? Math.max(0, busy - (slots - concurrency))
          : leaves.marked({ total: slots, marked: busy, drawn: concurrency });
      units = Math.max(0, units - 1);
      const before = draining.slots();
      for (; onUnit > 0; onUnit -= 1) {
        if (leaves.uniform() * busySlots() < again.slots()) {
          // Nobody waits for what cannot be finished.
          again.abandon();
        } else {
          const work = wheel.drop();
          if (work !== undefined) {
            draining.add(work);
          }
        }
      }
      const isBusy = draining.slots() > before;
      drainingUnits += isBusy ? 1 : 0;
      return isBusy;
    },
    interrupt() {
      const at = instant(start + step * stepMs);
      const lost = Math.ceil(draining.slots() / Math.max(1, drainingUnits));
      drainingUnits = Math.max(0, drainingUnits - 1);
      for (let index = 0; index < lost; index += 1) {
        // Work in hand at a random time is about exponentially old.
        const age = leaves.exponential(settings.serviceTime.mean);
        const received = Math.max(0, step - Math.round(age / stepSeconds));
        const backAt = later(at, seconds(Math.max(0, settings.visibilityTimeout - age)));
        for (let messages = draining.drop()?.messages ?? 0; messages > 0; messages -= 1) {
          interrupted += 1;
          again.hide({ step: received, isPoison: false, receipts: 1 }, backAt);
        }
      }
    },
    counts() {
      const oldest = recent.length - 1;
      return oldest < 0
        ? countsNow()
        : (recent[Math.round(reads.uniform() * oldest)] ?? countsNow());
    },
    ageOfOldest,
    sensorOf: (measure) => (isMeasured(measure) ? sensors[measure] : undefined),
    takeInterval() {
      const { visible, inFlight: held } = countsNow();
      const steps = Math.max(1, step - interval.step);
      const taken = {
        load: (arrived - interval.arrived) / (steps * stepSeconds),
        inService: (unitSteps - interval.unitSteps) / steps,
        visible,
        inFlight: held,
        ageOfOldest: ageOfOldest(),
        completed: completed - interval.completed,
      };
      interval = { step, unitSteps, arrived, completed };
      return taken;
    },
    totals: () => ({
      arrived,
      completed,
      deadLettered: again.deadLettered(),
      interrupted,
      waitingSeconds: (waitingHalfSteps / 2) * stepSeconds,
      busySeconds: busySteps * stepSeconds,
      taken: waited.count(),
      waitSum: seconds(waited.sum()),
      waitP50: waited.quantile(0.5),
      waitP95: waited.quantile(0.95),
      waitP99: waited.quantile(0.99),
      longestWait: waited.longest(),
      withinObjective: waited.shareWithin(settings.objective),
      waiting: waiting(),
      inHand: wheel.messages() + draining.messages() + again.inHand(),
      returned: again.visible() + again.inFlight() - again.inHand(),
    }),
    resetTotals() {
      // What is counted from a mark goes on counting from it.
      interval = {
        ...interval,
        arrived: interval.arrived - arrived,
        completed: interval.completed - completed,
      };
      period = {
        ...period,
        arrived: period.arrived - arrived,
        busySteps: period.busySteps - busySteps,
      };
      arrived = 0;
      completed = 0;
      again.reset();
      interrupted = 0;
      waitingHalfSteps = 0;
      busySteps = 0;
      waited.reset();
    },
  };

  function isMeasured(measure: Measure): measure is keyof typeof sensors {
    return measure in sensors;
  }
}
