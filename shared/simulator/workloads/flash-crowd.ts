/** @module One crowd that nobody announced. */
import { loadOf, type Workload } from '../workload.ts';

const RISE_SECONDS = 120;

/** A tenth of the peak, then the peak within two minutes, and a slow decay. */
export const flashCrowd: Workload = {
  name: 'flash-crowd',
  about: 'ten times the load within two minutes, then a slow decay',
  generate: (shape) => ({
    load: loadOf(shape, (elapsed) => {
      const since = elapsed - shape.length * 0.4;
      const crowd =
        since < 0
          ? 0
          : since < RISE_SECONDS
            ? since / RISE_SECONDS
            : Math.exp((RISE_SECONDS - since) / (0.1 * shape.length));
      return shape.peak * (0.1 + 0.9 * crowd);
    }),
  }),
};
