/** @module Small worlds for tests. */
import { type Capacity, capacity, type Instant, later, seconds } from '../../shared/core/units.ts';
import type { Trace } from '../../shared/simulator/trace.ts';
import {
  type QueueWorld,
  type QueueWorldSettings,
  queueWorld,
  type ServiceWorld,
  type ServiceWorldSettings,
  serviceWorld,
} from '../../shared/simulator/world.ts';
import { START } from '../support/builders.ts';

/** Load per second, one value for each minute; the last one stays. */
export function perMinute(...values: readonly number[]): Trace {
  return {
    start: START,
    step: seconds(60),
    values: Float64Array.from(values),
    per: seconds(1),
    after: 'stay',
  };
}

/** Two units that serve 10 requests per second each, under 10 per second, unless told. */
export function webWorld(given: Partial<ServiceWorldSettings> = {}): ServiceWorld {
  return serviceWorld({
    load: perMinute(10),
    capacityPerUnit: 10,
    seed: 1,
    ...given,
    fleet: { initial: capacity(2), startUp: seconds(120), ...given.fleet },
  });
}

/** Two workers that take 10 s for a message, 6 messages a minute, unless told. */
export function workerWorld(given: Partial<QueueWorldSettings> = {}): QueueWorld {
  return queueWorld({
    arrivals: perMinute(0.1),
    serviceTime: { distribution: 'exponential', mean: seconds(10) },
    seed: 1,
    ...given,
    fleet: { initial: capacity(2), startUp: seconds(120), ...given.fleet },
  });
}

/** The instant so many minutes after the start. */
export function minute(count: number): Instant {
  return later(START, seconds(count * 60));
}

export function units(count: number): Capacity {
  return capacity(count);
}
