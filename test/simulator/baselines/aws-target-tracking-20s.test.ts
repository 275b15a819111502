import { describe, expect, it } from 'vitest';
import { seconds } from '../../../shared/core/units.ts';
import { awsTargetTracking } from '../../../shared/simulator/baselines/aws-target-tracking.ts';
import { awsTargetTracking20s } from '../../../shared/simulator/baselines/aws-target-tracking-20s.ts';
import { PROMPT_SENSOR } from '../../../shared/simulator/sensor.ts';
import { perMinute, units, webWorld } from '../worlds.ts';
import { steered } from './steered.ts';

/** Seconds until the first change, in a world of 20-second metrics that is asked every 10 s. */
function firstChange(variant: typeof awsTargetTracking.ordinary, load: readonly number[]): number {
  const world = webWorld({
    load: perMinute(70, ...load),
    metrics: { ...PROMPT_SENSOR, period: seconds(20) },
    fleet: { initial: units(10) },
  });
  return 10 * steered(variant, world, { times: 200, every: 10 }).findIndex((each) => each !== 10);
}

describe('aws-target-tracking-20s', () => {
  it.each([
    { name: 'out', load: [90], fast: 60 + 3 * 20, slow: 60 + 3 * 60 },
    { name: 'in', load: [40], fast: 60 + 15 * 20, slow: 60 + 15 * 60 },
  ])('goes $name after periods of 20 s where its sibling takes minutes', ({ load, fast, slow }) => {
    expect(firstChange(awsTargetTracking20s.ordinary, load)).toBe(fast);
    expect(firstChange(awsTargetTracking.ordinary, load)).toBe(slow);
  });

  it('is its sibling where metrics come every minute', () => {
    const asked = [awsTargetTracking20s, awsTargetTracking].map(({ ordinary }) =>
      steered(ordinary, webWorld({ load: perMinute(70, 90, 10), fleet: { initial: units(10) } }), {
        times: 60,
      }),
    );

    expect(asked[0]).toEqual(asked[1]);
  });
});
