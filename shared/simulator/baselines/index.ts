/** Every baseline, in alphabetical order. To add one: write its file, then name it here. */
import type { Baseline } from '../baseline.ts';
import { awsBacklogPerInstance } from './aws-backlog-per-instance.ts';
import { awsStep } from './aws-step.ts';
import { awsTargetTracking } from './aws-target-tracking.ts';
import { awsTargetTracking20s } from './aws-target-tracking-20s.ts';
import { buildkite } from './buildkite.ts';
import { hpa } from './hpa.ts';
import { kedaQueue } from './keda-queue.ts';
import { oracle } from './oracle.ts';
import { reactive } from './reactive.ts';
import { scheduled } from './scheduled.ts';
import { staticMax } from './static-max.ts';
import { staticP95 } from './static-p95.ts';

export const baselines: readonly Baseline[] = [
  awsBacklogPerInstance,
  awsStep,
  awsTargetTracking,
  awsTargetTracking20s,
  buildkite,
  hpa,
  kedaQueue,
  oracle,
  reactive,
  scheduled,
  staticMax,
  staticP95,
];
