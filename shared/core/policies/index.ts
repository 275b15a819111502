/** Every scaling policy, in alphabetical order. To add one: write its file, then name it here. */
import { policyFamily } from '../policy.ts';
import { adaptiveThreshold } from './adaptive-threshold.ts';
import { backlogPerWorker } from './backlog-per-worker.ts';
import { compositeScore } from './composite-score.ts';
import { formula } from './formula.ts';
import { lua } from './lua.ts';
import { predictive } from './predictive.ts';
import { progressive } from './progressive.ts';
import { queueLatency } from './queue-latency.ts';
import { schedule } from './schedule.ts';
import { serviceLevel } from './service-level.ts';
import { step } from './step.ts';
import { targetTracking } from './target-tracking.ts';
import { threshold } from './threshold.ts';

export const policies = policyFamily(
  adaptiveThreshold,
  backlogPerWorker,
  compositeScore,
  formula,
  lua,
  predictive,
  progressive,
  queueLatency,
  schedule,
  serviceLevel,
  step,
  targetTracking,
  threshold,
);
