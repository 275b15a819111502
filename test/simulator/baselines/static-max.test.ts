import { describe, expect, it } from 'vitest';
import { staticMax } from '../../../shared/simulator/baselines/static-max.ts';
import { minute, perMinute, webWorld } from '../worlds.ts';
import { steered, task } from './steered.ts';

describe('static-max', () => {
  it.each([
    { scoreFrom: 0, expected: 90 },
    { scoreFrom: 2, expected: 35 },
  ])('needs the most that comes from minute $scoreFrom on', ({ scoreFrom, expected }) => {
    const load = perMinute(5, 900, 20, 350, 30);

    const asked = steered(staticMax.ordinary, webWorld({ load }), {
      task: task({ load, scoreFrom: minute(scoreFrom) }),
      times: 5,
    });

    expect(asked).toEqual([expected, expected, expected, expected, expected]);
  });
});
