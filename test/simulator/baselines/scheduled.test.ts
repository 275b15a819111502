import { describe, expect, it } from 'vitest';
import { scheduled } from '../../../shared/simulator/baselines/scheduled.ts';
import { perMinute, webWorld } from '../worlds.ts';
import { steered } from './steered.ts';

const DAY = 1440;

/** Load per second by the minutes since the start, 09:00. */
const steeredBy = (loadAfter: (minutes: number) => number, times: number) =>
  steered(
    scheduled.ordinary,
    webWorld({
      load: perMinute(...Array.from({ length: times }, (_, minute) => loadAfter(minute))),
    }),
    { times },
  );

describe('scheduled', () => {
  it('stays where it is until it knows the hour', () => {
    expect(new Set(steeredBy(() => 70, DAY))).toEqual(new Set([2]));
  });

  it('takes the maximum of the same hour yesterday, for the whole hour', () => {
    const asked = steeredBy((minute) => (minute === 150 ? 140 : 35), DAY + 300);

    expect(asked.slice(DAY, DAY + 300)).toEqual(
      [5, 5, 20, 5, 5].flatMap((units) => Array.from({ length: 60 }, () => units)),
    );
  });

  it('counts the quarter before the hour, and nothing earlier', () => {
    const asked = steeredBy(
      (minute) => (minute === 46 ? 140 : minute === 104 ? 70 : 35),
      DAY + 180,
    );

    expect([asked[DAY], asked[DAY + 60], asked[DAY + 120]]).toEqual([20, 20, 5]);
  });

  it('forgets after seven days', () => {
    const asked = steeredBy((minute) => (minute === 30 ? 140 : 35), 9 * DAY);

    expect([1, 2, 7, 8].map((day) => asked[day * DAY])).toEqual([20, 20, 20, 5]);
  });
});
