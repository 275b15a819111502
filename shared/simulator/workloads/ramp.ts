/** @module A long steady rise, and a fall. */
import { loadOf, type Workload } from '../workload.ts';

/** From a tenth of the peak to the peak over two thirds of the time, and back over the last. */
export const ramp: Workload = {
  name: 'ramp',
  about: 'a steady rise to ten times the load, then a faster fall',
  generate: (shape) => ({
    load: loadOf(shape, (elapsed) => {
      const position = elapsed / shape.length;
      const height = position < 2 / 3 ? position * 1.5 : (1 - position) * 3;
      return shape.peak * (0.1 + 0.9 * height);
    }),
  }),
};
