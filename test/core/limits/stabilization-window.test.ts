import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { limits } from '../../../shared/core/limits/index.ts';
import { stabilizationWindow } from '../../../shared/core/limits/stabilization-window.ts';
import { capacity } from '../../../shared/core/units.ts';
import { at, limitContext, recommended } from '../../support/builders.ts';

type Memory = Parameters<typeof stabilizationWindow.restrain>[2];

interface Moment {
  readonly seconds: number;
  readonly current: number;
  readonly wanted: number;
}

/** Passes recommendations through the limit, moment by moment, remembering as decide() does. */
function pass(moments: readonly Moment[], written: object, cadence = 60) {
  let memory: Memory;
  return moments.map(({ seconds, current, wanted }) => {
    const context = limitContext({ current, now: at(seconds), limits: written, cadence });
    const proposal = { to: capacity(wanted) };
    const restraint = stabilizationWindow.restrain(proposal, context, memory);
    const before = memory;
    memory = stabilizationWindow.observe?.(proposal, context, memory);
    return {
      to: restraint?.to ?? wanted,
      until: restraint?.until,
      isSame: memory === before,
      memory,
    };
  });
}

/**
 * Kubernetes horizontal.go, stabilizeRecommendationWithBehaviors, sample by sample: every
 * recommendation is kept with its time, and those after now − window count.
 */
function sampleBySample(
  moments: readonly Moment[],
  window: { readonly up: number; readonly down: number },
): readonly number[] {
  const samples: { readonly seconds: number; readonly wanted: number }[] = [];
  return moments.map(({ seconds, current, wanted }, index) => {
    if (index === 0) {
      samples.push({ seconds, wanted: current });
    }
    let lowest = wanted;
    let highest = wanted;
    for (const sample of samples) {
      if (sample.seconds > seconds - window.up) {
        lowest = Math.min(lowest, sample.wanted);
      }
      if (sample.seconds > seconds - window.down) {
        highest = Math.max(highest, sample.wanted);
      }
    }
    samples.push({ seconds, wanted });
    return Math.min(Math.max(current, lowest), highest);
  });
}

const everyMinute = (wanted: readonly number[], current: number): readonly Moment[] =>
  wanted.map((units, index) => ({ seconds: index * 60, current, wanted: units }));

describe('stabilization-window', () => {
  it.each([
    {
      name: 'scale-in waits until the highest recommendation is five minutes old',
      wanted: [10, 4, 4, 4, 4, 4, 4],
      expected: [10, 10, 10, 10, 10, 4, 4],
    },
    {
      name: 'a peak within the window is what is kept',
      wanted: [10, 4, 7, 4, 4, 4, 4, 4],
      expected: [10, 10, 10, 10, 10, 7, 7, 4],
    },
    {
      name: 'a higher recommendation is followed at once',
      wanted: [10, 12, 4, 15],
      expected: [10, 12, 10, 15],
    },
    {
      name: 'a target seen for the first time counts as having been right until then',
      wanted: [2, 2, 2, 2, 2, 2],
      expected: [10, 10, 10, 10, 10, 2],
    },
    {
      name: 'a slow decline is followed five minutes later',
      wanted: [10, 9, 8, 7, 6, 5, 4, 3],
      expected: [10, 10, 10, 10, 10, 9, 8, 7],
    },
  ])('$name', ({ wanted, expected }) => {
    const answers = pass(everyMinute(wanted, 10), {});

    expect(answers.map(({ to }) => to)).toEqual(expected);
  });

  it('scale-out takes the lowest recommendation of its window, where it has one', () => {
    const limits = { 'scale-out': { stabilization: '3m' } };

    const answers = pass(everyMinute([10, 14, 12, 13, 16, 16], 10), limits);

    expect(answers.map(({ to }) => to)).toEqual([10, 10, 10, 12, 12, 13]);
  });

  it('is, at a steady cadence, what Kubernetes computes from every single sample', () => {
    const moment = fc.record({ wanted: fc.nat(20), current: fc.nat(20) });
    const minutes = fc.nat(9);
    fc.assert(
      fc.property(
        fc.array(moment, { minLength: 1, maxLength: 60 }),
        minutes,
        minutes,
        (given, up, down) => {
          const moments = given.map((each, index) => ({ ...each, seconds: index * 60 }));
          const limits = {
            'scale-out': { stabilization: `${up}m` },
            'scale-in': { stabilization: `${down}m` },
          };

          const answers = pass(moments, limits);

          expect(answers.map(({ to }) => to)).toEqual(
            sampleBySample(moments, { up: up * 60, down: down * 60 }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never scales in further or sooner than the samples allow, whatever the times', () => {
    const moment = fc.record({ wanted: fc.nat(20), gap: fc.integer({ min: 60, max: 400 }) });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1, maxLength: 60 }), (given) => {
        let seconds = 0;
        const moments = given.map(({ wanted, gap }) => {
          seconds += gap;
          return { seconds, wanted, current: 20 };
        });

        const answers = pass(moments, {});
        const allowed = sampleBySample(moments, { up: 0, down: 300 });

        answers.forEach(({ to }, index) => {
          expect(to).toBeGreaterThanOrEqual(allowed[index] ?? Number.NaN);
        });
      }),
    );
  });

  it('at a cadence of seconds it remembers a window in few parts, and waits little longer', () => {
    const wanted = Array.from({ length: 180 }, (_, index) => 200 - index);
    const moments = wanted.map((units, index) => ({
      seconds: index * 10,
      current: 200,
      wanted: units,
    }));

    const answers = pass(moments, {}, 10);
    const allowed = sampleBySample(moments, { up: 0, down: 300 });

    answers.forEach(({ to, memory }, index) => {
      const longest = 30;
      expect(to).toBeGreaterThanOrEqual(allowed[index] ?? Number.NaN);
      expect(to).toBeLessThanOrEqual(allowed[Math.max(0, index - longest / 10)] ?? Number.NaN);
      expect(memory?.['scale-in'].length ?? 0).toBeLessThanOrEqual(15);
    });
  });

  it('says until when it holds', () => {
    const answers = pass(everyMinute([10, 4, 4], 10), {});

    expect(answers.map(({ until }) => until)).toEqual([undefined, at(300), at(300)]);
  });

  it('keeps the very same memory while the recommendation stays the same', () => {
    const answers = pass(everyMinute([10, 10, 10, 10, 10, 10, 10, 10], 10), {});

    expect(answers.map(({ isSame }) => isSame)).toEqual([false, ...Array(7).fill(true)]);
  });

  it('a window of nothing restrains nothing and remembers nothing', () => {
    const limits = { 'scale-in': { stabilization: '0s' } };

    const answers = pass(everyMinute([10, 3, 8, 1], 10), limits);

    expect(answers.map(({ to }) => to)).toEqual([10, 3, 8, 1]);
    expect(answers.at(-1)?.memory?.['scale-in'] ?? []).toEqual([]);
  });

  it.each([
    { name: 'not the automatic one', stabilization: 'auto', beside: [], expected: undefined },
    { name: 'a written one', stabilization: '5m', beside: [], expected: 9 },
    { name: 'the automatic one beside others', stabilization: 'auto', beside: [1], expected: 9 },
  ])('of the windows, $name holds a policy that keeps units itself', (given) => {
    const context = limitContext({
      current: 9,
      limits: { 'scale-in': { stabilization: given.stabilization } },
      recommendations: [
        recommended(2, { keeps: true }),
        ...given.beside.map((units) => recommended(units)),
      ],
    });

    const restraint = stabilizationWindow.restrain({ to: capacity(2) }, context, undefined);

    expect(restraint?.to).toBe(given.expected);
  });

  it('time that goes backwards only makes it wait', () => {
    const moments = [
      { seconds: 600, current: 10, wanted: 10 },
      { seconds: 660, current: 10, wanted: 4 },
      { seconds: 0, current: 10, wanted: 4 },
    ];

    expect(pass(moments, {}).map(({ to }) => to)).toEqual([10, 10, 10]);
  });

  it('survives being stored', () => {
    const memory = pass(everyMinute([10, 4, 7, 3], 10), {}).at(-1)?.memory;

    const stored = z.parse(
      limits.memories,
      JSON.parse(JSON.stringify({ 'stabilization-window': memory })),
    );

    expect(memory?.['scale-in'].length).toBeGreaterThan(1);
    expect(stored['stabilization-window']).toEqual(memory);
  });
});
