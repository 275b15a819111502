/** @module Load that jumps and stays. */
import { loadOf, type Workload } from '../workload.ts';

/** A quarter of the peak, the peak over the middle third, and a quarter again. */
export const step: Workload = {
  name: 'step',
  about: 'four times the load at once, and back again',
  generate: (shape) => ({
    load: loadOf(shape, (elapsed) => {
      const position = elapsed / shape.length;
      return shape.peak * (position >= 1 / 3 && position < 2 / 3 ? 1 : 0.25);
    }),
  }),
};
