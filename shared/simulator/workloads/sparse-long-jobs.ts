/** @module Few jobs, in small batches, with hours of nothing. */
import { burstsOf, heightOf, loadOf, type Workload } from '../workload.ts';

const EVERY_SECONDS = 7200;

/** Batches that arrive over five minutes, about every two hours; nothing in between. */
export const sparseLongJobs: Workload = {
  name: 'sparse-long-jobs',
  about: 'small batches of jobs about every two hours, nothing in between',
  generate(shape) {
    const batches = heightOf(
      burstsOf(shape, 'sparse-long-jobs', {
        everySeconds: EVERY_SECONDS,
        draw: (random) => ({ length: 300, height: shape.peak * (0.3 + 0.7 * random.uniform()) }),
      }),
    );
    return { load: loadOf(shape, (elapsed) => Math.min(shape.peak, batches(elapsed))) };
  },
};
