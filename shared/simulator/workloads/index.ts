/** Every synthetic workload, in alphabetical order. To add one: write its file, name it here. */
import { diurnal } from './diurnal.ts';
import { flashCrowd } from './flash-crowd.ts';
import { onOff } from './on-off.ts';
import { poisonStorm } from './poison-storm.ts';
import { ramp } from './ramp.ts';
import { sparseLongJobs } from './sparse-long-jobs.ts';
import { spikeTrain } from './spike-train.ts';
import { step } from './step.ts';

export const workloads = [
  diurnal,
  flashCrowd,
  onOff,
  poisonStorm,
  ramp,
  sparseLongJobs,
  spikeTrain,
  step,
] as const;
