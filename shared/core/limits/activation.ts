/** @module The step between nothing and something: 0 ↔ 1. */
import * as z from 'zod/mini';
import { defineLimit } from '../limit.ts';
import type { PolicyReport } from '../model.ts';
import { formatDuration, round, wholeCapacity } from '../quantity.ts';
import { durationOrAuto, waitFor } from '../standard-wait.ts';
import { capacity, elapsed, instant, larger, later, smaller } from '../units.ts';

/**
 * From zero, the target wakes when any source named in `above` exceeds its value (or, with none
 * named, when any policy asks), or when a schedule asks. To zero, it goes only after nothing was
 * asked for `idleFor`; until then, and for good where `idleCapacity` says so, it keeps a remainder.
 * Source of the idea: KEDA's activation thresholds, cooldownPeriod and idleReplicaCount.
 */
export const activation = defineLimit({
  name: 'activation',
  general: {
    /** The step between nothing and something. */
    activation: z.prefault(
      z.strictObject({
        /** Source name → the value above which the target wakes from zero. */
        above: z._default(z.record(z.string(), z.number()), {}),
        /**
         * How long nothing must have been asked for before the target goes to nothing. `auto`: five
         * minutes, or none where all policies keep by themselves what may be needed again, as
         * queue-latency does.
         */
        idleFor: z.prefault(durationOrAuto, 'auto'),
        /** Units kept while idle. */
        idleCapacity: z.prefault(wholeCapacity, 0),
      }),
      {},
    ),
  },
  directed: () => ({}),
  sources: ({ activation }) =>
    Object.entries(activation.above).map(([source, above]) => ({
      source,
      above,
      path: ['activation', 'above', source],
    })),
  memory: z.strictObject({ idleSince: z.pipe(z.number(), z.transform(instant)) }),
  doubts: {
    /** The step to and from zero is said something about, and the plan never goes there. */
    'setting-without-effect': ({ activation: { above, idleCapacity } }, { bounds }) =>
      bounds.min > 0 && (Object.keys(above).length > 0 || idleCapacity > 0)
        ? [
            {
              path: ['activation'],
              message: `activation is about 0 units, and the plan never has fewer than ${bounds.min}`,
              fix: 'write capacity.min: 0, or take above and idleCapacity away',
            },
          ]
        : [],
    /** What is kept while idle is more than the plan allows. */
    'outside-bounds': ({ activation: { idleCapacity } }, { bounds }) =>
      idleCapacity > bounds.max
        ? [
            {
              path: ['activation', 'idleCapacity'],
              message: `idleCapacity is ${idleCapacity}, and the plan allows at most ${bounds.max}`,
              fix: `write idleCapacity: ${bounds.max} or less`,
            },
          ]
        : [],
  },

  restrain(
    proposal,
    { settings: { activation }, current, now, readings, recommendations },
    memory,
  ) {
    if (proposal.to > 0) {
      const thresholds = Object.entries(activation.above);
      if (current > 0 || thresholds.length === 0 || recommendations.some(isByTheClock)) {
        return undefined;
      }
      const isAwake = thresholds.some(([source, threshold]) => {
        const reading = readings[source];
        return reading?.status === 'measured' && reading.value > threshold;
      });
      return isAwake
        ? undefined
        : {
            to: current,
            because: `nothing is above its activation: ${thresholds
              .map(([source, threshold]) => `${source} > ${round(threshold)}`)
              .join(', ')}`,
          };
    }
    if (current === 0) {
      return undefined;
    }
    const since = memory?.idleSince ?? now;
    const idleFor = waitFor(activation.idleFor, recommendations);
    if (elapsed({ from: since, to: now }) < idleFor) {
      return {
        to: smaller(current, larger(activation.idleCapacity, capacity(1))),
        because: `idle for less than ${formatDuration(idleFor)}`,
        until: later(since, idleFor),
      };
    }
    return activation.idleCapacity === 0
      ? undefined
      : {
          to: smaller(current, activation.idleCapacity),
          because: `the plan keeps ${activation.idleCapacity} while idle`,
        };
  },

  observe(proposal, { now }, memory) {
    if (proposal.to > 0) {
      return undefined;
    }
    return memory ?? { idleSince: now };
  },
});

function isByTheClock(report: PolicyReport): boolean {
  return report.status === 'recommended' && report.wakes === true && report.capacity > 0;
}
