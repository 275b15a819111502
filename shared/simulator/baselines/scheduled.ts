/** @module An hourly schedule, learned from the week before. */
import { type Instant, instant } from '../../core/units.ts';
import { defineBaseline, ORDINARY_TARGET, type ScalingTask, TARGETS } from '../baseline.ts';
import type { World } from '../world.ts';
import { loadMeasure, servedPerPeriod } from './mechanisms/periods.ts';

/** Head-room and memory of a learned schedule. */
export interface ScheduleSettings {
  /** Load per unit, as a share of what one can serve. */
  readonly target: number;
  /** Days looked back. */
  readonly days: number;
}

const QUARTER_MS = 900_000;
const QUARTERS_OF_HOUR = 4;
const QUARTERS_OF_DAY = 96;
const HOUR_MS = 3_600_000;
const LONG_AGO = instant(Number.MIN_SAFE_INTEGER);

/**
 * At the start of each hour (UTC), capacity for the highest load of the same hour on the seven days
 * before, its preceding quarter of an hour included, and at least one unit; without history nothing
 * changes. Source: EC2
 * Auto Scaling user guide, "Scheduled scaling", with the schedule read off the week before.
 */
export const scheduled = defineBaseline<ScheduleSettings>({
  name: 'scheduled',
  about: 'an hourly schedule: the most that the same hour had in the last seven days',
  worksOn: ['queue', 'service'],
  ordinary: { target: ORDINARY_TARGET, days: 7 },
  grid: TARGETS.map((target) => ({ target })),
  rule({ target, days }, task) {
    const memory = loadMemory(task, days);
    let lastHour = Number.NaN;
    return (world) => {
      memory.observe(world);
      const hour = Math.floor(world.now() / HOUR_MS);
      if (hour === lastHour) {
        return undefined;
      }
      lastHour = hour;
      const highest = memory.highestAt(hour);
      return highest === undefined ? undefined : Math.max(1, highest / target);
    };
  },
});

/** The highest load of each quarter of an hour, in units at their capacity. */
interface LoadMemory {
  observe(world: World): void;
  /** Of the same hour on the days before; undefined = none is known. */
  highestAt(hour: number): number | undefined;
}

function loadMemory(task: ScalingTask, days: number): LoadMemory {
  const kept = (days + 1) * QUARTERS_OF_DAY;
  const highest = new Map<number, number>();
  let seen: Instant | undefined;
  return {
    observe(world) {
      const now = world.now();
      const served = servedPerPeriod(task, world);
      for (const { at, value } of world.between(loadMeasure(task), {
        from: seen ?? LONG_AGO,
        to: now,
      })) {
        const quarter = Math.ceil(at / QUARTER_MS) - 1;
        highest.delete(quarter - kept);
        highest.set(quarter, Math.max(highest.get(quarter) ?? 0, value / served));
        seen = at;
      }
    },
    highestAt(hour) {
      const found: number[] = [];
      for (let day = 1; day <= days; day += 1) {
        const first = hour * QUARTERS_OF_HOUR - day * QUARTERS_OF_DAY;
        for (let quarter = first - 1; quarter < first + QUARTERS_OF_HOUR; quarter += 1) {
          const load = highest.get(quarter);
          found.push(...(load === undefined ? [] : [load]));
        }
      }
      return found.length === 0 ? undefined : Math.max(...found);
    },
  };
}
