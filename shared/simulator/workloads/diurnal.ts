/** @module Two peaks a day, quieter weekends. */
import { randomStream } from '../random.ts';
import { DAY_SECONDS, loadOf, type Workload, wander } from '../workload.ts';

const HOUR = 3600;

/** A night at a quarter of the peak, a noon peak, a higher evening peak, weekends at 60 %. */
export const diurnal: Workload = {
  name: 'diurnal',
  about: 'two peaks a day, quiet nights, weekends at 60 %',
  generate(shape) {
    const noise = wander(randomStream(shape.seed, 'diurnal'), {
      spread: 0.05,
      step: shape.step,
      memorySeconds: 600,
    });
    const midnight = shape.start / 1000;
    return {
      load: loadOf(shape, (elapsed) => {
        const time = (midnight + elapsed) % DAY_SECONDS;
        const day = Math.floor((midnight + elapsed) / DAY_SECONDS);
        // Day 0 of the epoch was a Thursday.
        const isWeekend = (day + 4) % 7 === 0 || (day + 4) % 7 === 6;
        const level =
          0.22 + 0.48 * bump(time, 12 * HOUR, 2.5 * HOUR) + 0.68 * bump(time, 20 * HOUR, 2 * HOUR);
        return shape.peak * level * (isWeekend ? 0.6 : 1) * noise();
      }),
    };
  },
};

/** A bell around a time of day, joined at midnight. */
function bump(time: number, centre: number, width: number): number {
  const away = Math.abs(time - centre);
  const distance = Math.min(away, DAY_SECONDS - away) / width;
  return Math.exp(-0.5 * distance * distance);
}
