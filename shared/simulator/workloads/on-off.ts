/** @module Work in office hours, nothing in between. */
import { randomStream } from '../random.ts';
import { loadOf, type Workload } from '../workload.ts';

/** Stretches of full load and of none, each about two hours long, at irregular times. */
export const onOff: Workload = {
  name: 'on-off',
  about: 'full load or none, in stretches of about two hours',
  generate(shape) {
    const random = randomStream(shape.seed, 'on-off');
    const stretch = () => 3600 + random.exponential(3600);
    let isOn = false;
    let until = stretch();
    return {
      load: loadOf(shape, (elapsed) => {
        while (elapsed >= until) {
          isOn = !isOn;
          until += stretch();
        }
        return isOn ? shape.peak : 0;
      }),
    };
  },
};
