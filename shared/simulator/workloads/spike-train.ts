/** @module Short spikes at irregular times on a level base. */
import { burstsOf, heightOf, loadOf, type Workload } from '../workload.ts';

const EVERY_SECONDS = 5400;

/** Spikes of five to fifteen minutes, about every hour and a half, three to five times the base. */
export const spikeTrain: Workload = {
  name: 'spike-train',
  about: 'irregular spikes of 5 to 15 minutes, three to five times the base',
  generate(shape) {
    const base = shape.peak / 5;
    const spikes = heightOf(
      burstsOf(shape, 'spike-train', {
        everySeconds: EVERY_SECONDS,
        draw: (random) => ({
          length: 300 + 600 * random.uniform(),
          height: base * (2 + 2 * random.uniform()),
        }),
      }),
    );
    return { load: loadOf(shape, (elapsed) => Math.min(shape.peak, base + spikes(elapsed))) };
  },
};
