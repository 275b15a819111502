/** @module What arrived in a queue, from its counts and the workers on it. */
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { formatDuration } from '../../shared/core/quantity.ts';
import { type Seconds, seconds } from '../../shared/core/units.ts';
import { commonestDistance } from '../../shared/simulator/parse-trace.ts';
import type { Sample } from '../../shared/simulator/trace.ts';
import type { SeenValue } from './seen-values.ts';

/** What the plan says of the work in a queue. */
export interface Work {
  readonly serviceTime: Seconds;
  readonly concurrency: number;
}

/** The work that one of the plan's policies states; undefined where its target is no worker. */
export function workOf({ policies }: ScalingPlan): Work | undefined {
  for (const policy of policies) {
    if ('serviceTime' in policy) {
      return { serviceTime: policy.serviceTime, concurrency: policy.concurrency };
    }
  }
  return undefined;
}

/**
 * Messages in = growth of the queue + messages out, and messages out = messages in work × time ÷
 * service time (J. Little, 1961). What comes out negative, because the counts are a little old, is
 * taken off the next interval, so that nothing is counted twice.
 */
export function countedArrivals(
  seen: readonly SeenValue[],
  name: string,
  { serviceTime, concurrency }: Work,
) {
  const samples: Sample[] = [];
  let owed = 0;
  seen.forEach(({ reading, inService }, index) => {
    const next = seen[index + 1];
    const [now, then] = [countsOf(reading.parts), countsOf(next?.reading.parts)];
    if (next === undefined || now === undefined || then === undefined) {
      return;
    }
    const length = (next.reading.at - reading.at) / 1000;
    const inWork = Math.min(
      (now.inFlight + then.inFlight) / 2,
      Math.max(inService, next.inService) * concurrency,
    );
    const grown = then.visible + then.inFlight - (now.visible + now.inFlight);
    const came = grown + (inWork * length) / serviceTime + owed;
    owed = Math.min(0, came);
    samples.push({ at: reading.at / 1000, value: Math.max(0, came) / length });
  });
  return {
    samples,
    resolution: seconds(samples.length < 2 ? 60 : commonestDistance(samples)),
    per: seconds(1),
    assumptions: [
      `what arrived is the growth of ${name} and what its workers finished meanwhile, ` +
        `each message in ${formatDuration(serviceTime)} as the plan says`,
      'every message could be finished: poison looks like arrivals that go on',
    ],
  };
}

function countsOf(
  parts: Readonly<Record<string, number>> | undefined,
): { readonly visible: number; readonly inFlight: number } | undefined {
  const visible = parts?.['visible'];
  const inFlight = parts?.['inFlight'];
  return visible === undefined || inFlight === undefined ? undefined : { visible, inFlight };
}
