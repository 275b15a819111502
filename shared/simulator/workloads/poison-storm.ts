/** @module Steady work with a stretch of messages that nobody can finish. */
import { loadOf, type Workload } from '../workload.ts';

const STORM_SHARE = 0.3;

/** Half the peak all the time; in the fifth tenth of it, three in ten messages are poison. */
export const poisonStorm: Workload = {
  name: 'poison-storm',
  about: 'steady work; for a tenth of the time, 30 % of the messages can never be finished',
  generate: (shape) => ({
    load: loadOf(shape, () => shape.peak / 2),
    poison: loadOf(shape, (elapsed) => {
      const position = elapsed / shape.length;
      return position >= 0.4 && position < 0.5 ? STORM_SHARE : 0;
    }),
  }),
};
