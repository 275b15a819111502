/** Every rule of lint, in alphabetical order. To add one: write its file, then name it here. */
import { aboveHighestCapacity } from './above-highest-capacity.ts';
import { activationNeverWakes } from './activation-never-wakes.ts';
import { alarmByArn } from './alarm-by-arn.ts';
import { averageReadAsTotal } from './average-read-as-total.ts';
import { belowLowestCapacity } from './below-lowest-capacity.ts';
import { brakeAgainstPolicy } from './brake-against-policy.ts';
import { duplicateSource } from './duplicate-source.ts';
import { evaluatesFasterThanSource } from './evaluates-faster-than-source.ts';
import { fixedCapacity } from './fixed-capacity.ts';
import { forecastAlone } from './forecast-alone.ts';
import { fractionForPercent } from './fraction-for-percent.ts';
import { inFlightIgnored } from './in-flight-ignored.ts';
import { inverseMetric } from './inverse-metric.ts';
import { maxAgeTooLong } from './max-age-too-long.ts';
import { measuresAnotherTarget } from './measures-another-target.ts';
import { measuresOwnCapacity } from './measures-own-capacity.ts';
import { missingDimensions } from './missing-dimensions.ts';
import { neverCalm } from './never-calm.ts';
import { neverForetold } from './never-foretold.ts';
import { neverScalesIn } from './never-scales-in.ts';
import { neverScalesOut } from './never-scales-out.ts';
import { notAQueue } from './not-a-queue.ts';
import { notArrivals } from './not-arrivals.ts';
import { objectiveOutOfReach } from './objective-out-of-reach.ts';
import { outOfRange } from './out-of-range.ts';
import { overQuota } from './over-quota.ts';
import { periodMismatch } from './period-mismatch.ts';
import { periodTooShort } from './period-too-short.ts';
import { rateTooSlow } from './rate-too-slow.ts';
import { redundantPolicy } from './redundant-policy.ts';
import { repeatedAlarm } from './repeated-alarm.ts';
import { scaleInUnrestrained } from './scale-in-unrestrained.ts';
import { statisticMisuse } from './statistic-misuse.ts';
import { stuckAtZero } from './stuck-at-zero.ts';
import { targetOutOfReach } from './target-out-of-reach.ts';
import { thresholdsTooClose } from './thresholds-too-close.ts';
import { totalReadPerUnit } from './total-read-per-unit.ts';
import { twoOwners } from './two-owners.ts';
import { unknownMetricName } from './unknown-metric-name.ts';
import { unknownSource } from './unknown-source.ts';
import { unusedSource } from './unused-source.ts';
import { wakeWithoutReading } from './wake-without-reading.ts';
import { wrongUnit } from './wrong-unit.ts';

export const rules = [
  aboveHighestCapacity,
  activationNeverWakes,
  alarmByArn,
  averageReadAsTotal,
  belowLowestCapacity,
  brakeAgainstPolicy,
  duplicateSource,
  evaluatesFasterThanSource,
  fixedCapacity,
  forecastAlone,
  fractionForPercent,
  inFlightIgnored,
  inverseMetric,
  maxAgeTooLong,
  measuresAnotherTarget,
  measuresOwnCapacity,
  missingDimensions,
  neverCalm,
  neverForetold,
  neverScalesIn,
  neverScalesOut,
  notAQueue,
  notArrivals,
  objectiveOutOfReach,
  outOfRange,
  overQuota,
  periodMismatch,
  periodTooShort,
  rateTooSlow,
  redundantPolicy,
  repeatedAlarm,
  scaleInUnrestrained,
  statisticMisuse,
  stuckAtZero,
  targetOutOfReach,
  thresholdsTooClose,
  totalReadPerUnit,
  twoOwners,
  unknownMetricName,
  unknownSource,
  unusedSource,
  wakeWithoutReading,
  wrongUnit,
] as const;
