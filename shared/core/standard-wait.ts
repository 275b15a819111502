/** @module How long is waited before units go, where a plan leaves that to its policies. */
import * as z from 'zod/mini';
import type { PolicyReport } from './model.ts';
import { duration } from './quantity.ts';
import { type Seconds, seconds } from './units.ts';

/** A length of time, or `auto`: five minutes, and none for policies that keep units themselves. */
export const durationOrAuto = z.union([z.literal('auto'), duration]);
export type DurationOrAuto = z.output<typeof durationOrAuto>;

/** The standard of Kubernetes: "Horizontal Pod Autoscaling", stabilization window for scale-in. */
const STANDARD = seconds(300);
const NO_WAIT = seconds(0);

/** The wait as it is for these recommendations. */
export function waitFor(
  written: DurationOrAuto,
  recommendations: readonly PolicyReport[],
): Seconds {
  if (written !== 'auto') {
    return written;
  }
  return isKeptByPolicies(recommendations) ? NO_WAIT : STANDARD;
}

/** Whether every policy with an opinion keeps by itself what may be needed again. */
function isKeptByPolicies(recommendations: readonly PolicyReport[]): boolean {
  let isKept = false;
  for (const report of recommendations) {
    if (report.status === 'recommended') {
      if (report.keeps !== true) {
        return false;
      }
      isKept = true;
    }
  }
  return isKept;
}
