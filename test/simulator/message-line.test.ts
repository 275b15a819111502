import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageLine } from '../../shared/simulator/message-line.ts';

describe('a line of messages', () => {
  it('gives them back in the order in which they came, however it is asked', () => {
    const batches = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3000 });

    fc.assert(
      fc.property(batches, fc.integer({ min: 1, max: 20 }), (counts, most) => {
        const line = messageLine();
        const expected = counts.flatMap((count, step) => new Array<number>(count).fill(step));
        const taken: number[] = [];

        counts.forEach((count, step) => {
          line.add(step, count);
          // Every third step something is taken, so that the line wraps round and grows.
          if (step % 3 === 0) {
            taken.push(...takeSome());
          }
        });
        while (line.count() > 0) {
          taken.push(...takeSome());
        }

        expect(taken).toEqual(expected);
        expect(line.firstStep()).toBe(-1);

        function takeSome(): readonly number[] {
          const from = line.firstStep();
          return new Array<number>(line.takeFirst(most)).fill(from);
        }
      }),
      { numRuns: 30 },
    );
  });
});
