import { describe, expect, it } from 'vitest';
import { givingWay, passingTime } from '../../../shared/adapters/stores/giving-way.ts';

/** Giving way where reading and writing take so long, and the longest of each pause. */
async function used({ readMs, writeMs }: { readonly readMs: number; readonly writeMs: number }) {
  const pauses: number[] = [];
  let nowMs = 0;
  const { reading, writing, giveWay } = givingWay({
    nowMs: () => nowMs,
    pause: async (mostMs) => {
      pauses.push(mostMs);
    },
  });
  const read = await reading(async () => {
    nowMs += readMs;
    return 'read';
  });
  const written = await writing(async () => {
    nowMs += writeMs;
    return 'written';
  });
  return { read, written, giveWay, pauses };
}

describe('giving way', () => {
  it.each([
    { name: 'a near table', readMs: 2, writeMs: 3, expected: [50, 100, 200, 400, 2500] },
    { name: 'a table of AWS', readMs: 5, writeMs: 7, expected: [120, 240, 480, 960, 2500] },
    {
      name: 'a slow table',
      readMs: 90,
      writeMs: 110,
      expected: [2000, 2500, 2500, 2500, 2500],
    },
    { name: 'no time at all', readMs: 0, writeMs: 0, expected: [0, 0, 0, 0, 0] },
  ])(
    'waits for ten turns and doubles them, two and a half seconds at most: $name',
    async (given) => {
      const { giveWay, pauses } = await used(given);

      for (const conflicts of [1, 2, 3, 4, 11]) {
        // biome-ignore lint/performance/noAwaitInLoops: one conflict after the other.
        await giveWay(conflicts);
      }

      expect(pauses).toEqual(given.expected);
    },
  );

  it('hands on what was read and written', async () => {
    const { read, written } = await used({ readMs: 1, writeMs: 1 });

    expect([read, written]).toEqual(['read', 'written']);
  });

  it('waits for what it was told at random: no time, where that is none', async () => {
    await expect(passingTime.pause(0)).resolves.toBeUndefined();
  });
});
