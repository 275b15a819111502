/** @module A fleet of units that start, serve, drain, fail and are billed. */
import type { DescribedTarget } from '../core/model.ts';
import {
  type Capacity,
  capacity,
  type Instant,
  later,
  type Seconds,
  seconds,
} from '../core/units.ts';
import type { FleetSettings } from './fleet-settings.ts';
import { randomStream } from './random.ts';
import { type RunningTime, runningTime } from './running-time.ts';
import { scarcity } from './scarcity.ts';
import { timeline } from './timeline.ts';
import { type WarmUnits, warmUnits } from './warm-units.ts';

/** What the fleet's work says when units go. */
export interface FleetWork {
  /** A unit takes no more work; true when it still has some in hand. */
  leave(): boolean;
  /** A unit is gone before it finished: what it had in hand is interrupted. */
  interrupt(): void;
}

/** What a fleet did and what it cost since the last reset. */
export type FleetTotals = {
  /** Integral of the units in service. */
  readonly inServiceSeconds: number;
  /** Integral of the units that exist: starting, in service, draining. */
  readonly runningSeconds: number;
  /** Running time, plus what is billed for units that lived shorter than the least billed time. */
  readonly billedSeconds: number;
  readonly warmSeconds: number;
  readonly launches: number;
  readonly launchFailures: number;
  readonly spotInterruptions: number;
  readonly usd: number;
};

/** A fleet on its own clock, which only goes forward. */
export interface Fleet {
  /** The time of its next change; infinity when nothing is to come. */
  nextAt(): number;
  /** Lets everything happen that is due by then. */
  advance(to: Instant): void;
  /** Asks for this many units. */
  setDesired(units: Capacity, at: Instant): void;
  /** Units that work now. */
  inService(): number;
  /** A draining unit has nothing in hand any more. */
  finishDraining(at: Instant): void;
  describe(): DescribedTarget;
  totals(): FleetTotals;
  resetTotals(): void;
}

/** `leaving` units were told to go and still work; `draining` ones finish what is in hand. */
type Phase = 'starting' | 'in-service' | 'leaving' | 'draining' | 'gone';

interface FleetUnit {
  readonly launchedAt: Instant;
  phase: Phase;
  isTakenAway: boolean;
}

type Happening =
  | {
      readonly kind: 'started' | 'failed' | 'leaves' | 'noticed' | 'drained';
      readonly unit: FleetUnit;
    }
  | { readonly kind: 'retry' | 'pool-ready' };

/** A fleet whose initial units are in service at `start`. */
export function fleet(
  settings: FleetSettings,
  work: FleetWork,
  { start, seed }: { readonly start: Instant; readonly seed: number },
): Fleet {
  const starts = randomStream(seed, 'fleet start-up');
  const failures = randomStream(seed, 'fleet launch failures');
  const spot = randomStream(seed, 'fleet spot interruptions');
  const coming = timeline<Happening>();
  const counts: Record<Phase, number> = {
    starting: 0,
    'in-service': 0,
    leaving: 0,
    draining: 0,
    gone: 0,
  };
  // In the order in which they came.
  let starting: FleetUnit[] = [];
  let serving: FleetUnit[] = [];
  let draining: FleetUnit[] = [];
  const time: RunningTime = runningTime(settings, start);
  const cloud = scarcity(settings);
  const pool: WarmUnits = warmUnits(settings.warmPool);
  let desired = settings.initial;
  let isRetryDue = false;
  let launches = 0;
  let launchFailures = 0;
  let interruptions = 0;

  for (let index = 0; index < settings.initial; index += 1) {
    const unit: FleetUnit = { launchedAt: start, phase: 'in-service', isTakenAway: false };
    counts['in-service'] += 1;
    serving.push(unit);
    expectInterruption(unit, start);
  }
  account(start);

  function account(at: Instant): void {
    time.change(at, {
      inService: counts['in-service'] + counts.leaving,
      running: counts.starting + counts['in-service'] + counts.leaving + counts.draining,
      warm: pool.prepared(),
    });
  }

  function move(unit: FleetUnit, to: Phase): void {
    counts[unit.phase] -= 1;
    counts[to] += 1;
    unit.phase = to;
  }

  function reconcile(at: Instant): void {
    for (let have = staying(); have < desired; have += 1) {
      if (!isObtainable(at)) {
        if (!isRetryDue) {
          isRetryDue = true;
          coming.add(later(at, settings.retryEvery), { kind: 'retry' });
        }
        break;
      }
      launch(at);
    }
    for (let have = staying(); have > desired; have -= 1) {
      dismiss(at);
    }
    account(at);
  }

  function staying(): number {
    return counts.starting + counts['in-service'];
  }

  function isObtainable(at: Instant): boolean {
    const running = staying() + counts.leaving + counts.draining;
    return cloud.has({ at, desired, running });
  }

  function launch(at: Instant): void {
    const unit: FleetUnit = { launchedAt: at, phase: 'starting', isTakenAway: false };
    counts.starting += 1;
    launches += 1;
    starting.push(unit);
    const isWarm = pool.take();
    if (isWarm) {
      coming.add(later(at, settings.startUp), { kind: 'pool-ready' });
    }
    const isFailing = settings.launchFailure > 0 && failures.uniform() < settings.launchFailure;
    const ready = later(at, startUp(isWarm ? pool.startUp : settings.startUp));
    coming.add(ready, { kind: isFailing ? 'failed' : 'started', unit });
  }

  function startUp(typical: Seconds): Seconds {
    const { startUpJitter: spread } = settings;
    return spread === 0
      ? typical
      : seconds(typical * Math.exp(spread * starts.normal() - (spread * spread) / 2));
  }

  /** One unit fewer: the newest that still starts, else the oldest in service. */
  function dismiss(at: Instant): void {
    const newest = starting.pop();
    if (newest !== undefined) {
      end(newest, at);
      return;
    }
    const oldest = serving.shift();
    if (oldest === undefined) {
      return;
    }
    move(oldest, 'leaving');
    if (settings.scaleInDelay === 0) {
      stop(oldest, at, settings.drain);
    } else {
      coming.add(later(at, settings.scaleInDelay), { kind: 'leaves', unit: oldest });
    }
  }

  function stop(unit: FleetUnit, at: Instant, longest: Seconds): void {
    const isBusy = work.leave();
    if (!isBusy) {
      retire(unit, at);
      return;
    }
    move(unit, 'draining');
    draining.push(unit);
    if (longest === 0) {
      drained(unit, at);
    } else {
      coming.add(later(at, longest), { kind: 'drained', unit });
    }
  }

  function drained(unit: FleetUnit, at: Instant): void {
    draining = draining.filter((other) => other !== unit);
    work.interrupt();
    retire(unit, at);
  }

  /** Back to the warm pool where there is room, else terminated. */
  function retire(unit: FleetUnit, at: Instant): void {
    if (!unit.isTakenAway) {
      pool.giveBack();
    }
    end(unit, at);
  }

  function end(unit: FleetUnit, at: Instant): void {
    move(unit, 'gone');
    counts.gone = 0;
    time.ended(unit.launchedAt, at);
  }

  function expectInterruption(unit: FleetUnit, at: Instant): void {
    if (settings.spotInterruptions > 0) {
      const after = seconds(spot.exponential(3600 / settings.spotInterruptions));
      coming.add(later(at, after), { kind: 'noticed', unit });
    }
  }

  function happen(what: Happening, at: Instant): void {
    switch (what.kind) {
      case 'started':
        if (what.unit.phase === 'starting') {
          starting = starting.filter((unit) => unit !== what.unit);
          move(what.unit, 'in-service');
          serving.push(what.unit);
          expectInterruption(what.unit, at);
        }
        break;
      case 'failed':
        if (what.unit.phase === 'starting') {
          starting = starting.filter((unit) => unit !== what.unit);
          launchFailures += 1;
          end(what.unit, at);
          reconcile(at);
        }
        break;
      case 'leaves':
        if (what.unit.phase === 'leaving') {
          stop(what.unit, at, settings.drain);
        }
        break;
      case 'noticed':
        if (what.unit.phase === 'in-service' || what.unit.phase === 'leaving') {
          interruptions += 1;
          what.unit.isTakenAway = true;
          serving = serving.filter((unit) => unit !== what.unit);
          stop(what.unit, at, settings.spotNotice);
          reconcile(at);
        }
        break;
      case 'drained':
        if (what.unit.phase === 'draining') {
          drained(what.unit, at);
        }
        break;
      case 'retry':
        isRetryDue = false;
        reconcile(at);
        break;
      case 'pool-ready':
        pool.add();
        break;
    }
  }

  function advance(to: Instant): void {
    while (coming.nextAt() <= to) {
      const next = coming.take();
      if (next === undefined) {
        break;
      }
      account(next.at);
      happen(next.what, next.at);
      account(next.at);
    }
    account(to);
  }

  return {
    nextAt: coming.nextAt,
    advance,
    inService: () => counts['in-service'] + counts.leaving,
    setDesired(units, at) {
      account(at);
      desired = units;
      reconcile(at);
      advance(at);
    },
    finishDraining(at) {
      const unit = draining.shift();
      if (unit !== undefined) {
        account(at);
        retire(unit, at);
        account(at);
      }
    },
    describe() {
      const failedLaunches = cloud.latestFailure();
      const isShort = staying() + counts.leaving < desired;
      return {
        status: 'described',
        capacity: desired,
        inService: capacity(counts['in-service'] + counts.leaving),
        pending: capacity(counts.starting),
        ...(isShort && failedLaunches !== undefined ? { failedLaunches } : {}),
      };
    },
    totals: () => ({
      ...time.totals(),
      launches,
      launchFailures,
      spotInterruptions: interruptions,
    }),
    resetTotals() {
      time.reset();
      launches = 0;
      launchFailures = 0;
      interruptions = 0;
    },
  };
}
