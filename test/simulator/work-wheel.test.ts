import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../shared/simulator/random.ts';
import { type WorkWheel, workWheel } from '../../shared/simulator/work-wheel.ts';

function wheelOf(meanSteps: number): WorkWheel {
  const lengths = Int32Array.from({ length: 64 }, (_, point) =>
    Math.floor(((point + 0.5) / 32) * meanSteps),
  );
  return workWheel({ lengths, meanSteps }, randomStream(1, 'wheel'));
}

describe('a wheel of work', () => {
  it.each([0.05, 0.4, 0.9, 3, 20])('loses nothing with a mean of %f steps', (meanSteps) => {
    const works = fc.array(fc.nat(300), { minLength: 1, maxLength: 50 });

    fc.assert(
      fc.property(works, (begun) => {
        const wheel = wheelOf(meanSteps);
        let started = 0;
        let done = 0;
        for (let step = 0; step < begun.length + 100; step += 1) {
          wheel.finish(step);
          const messages = begun[step] ?? 0;
          const before = wheel.slots();
          const busy = wheel.begin(step, messages);
          started += messages;
          done += wheel.takeFinished();

          expect(wheel.slots()).toBe(before + busy);
          expect(wheel.messages()).toBe(started - done);
          expect(wheel.slots()).toBeLessThanOrEqual(wheel.messages());
        }
        expect(done).toBe(started);
        expect(wheel.slots()).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('takes as many short messages at once as fit into a step', () => {
    expect(wheelOf(0.25).bundle).toBe(4);
    expect(wheelOf(1).bundle).toBe(1);
  });

  it('hands work over to another wheel, where it ends when it would have ended', () => {
    const [one, other] = [wheelOf(20), wheelOf(20)];
    one.finish(0);
    one.begin(0, 10);

    for (let moved = 0; moved < 10; moved += 1) {
      const work = one.drop();
      if (work !== undefined) {
        other.add(work);
      }
    }
    let done = 0;
    for (let step = 1; step <= 40; step += 1) {
      one.finish(step);
      done += other.finish(step);
    }

    expect([one.slots(), one.takeFinished(), done]).toEqual([0, 0, 10]);
    expect(one.drop()).toBeUndefined();
  });
});
