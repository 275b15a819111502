/** @module How much a target has changed its direction lately, as one number that fades. */
import * as z from 'zod/mini';
import { elapsed, type Instant, instant } from './units.ts';

/**
 * What is remembered: a penalty of one for each change of direction, halved with every half-life.
 * Source: RFC 2439, "BGP Route Flap Damping".
 */
export const flapPenalty = z.strictObject({
  penalty: z.number(),
  /** When it was so. */
  at: z.pipe(z.number(), z.transform(instant)),
  /** The plan's, in seconds: a change that takes effect is counted by it. */
  halfLife: z.number(),
});
export type FlapPenalty = z.output<typeof flapPenalty>;

/** The penalty where the plan counts it, none where it does not; the same object if it may be. */
export function countedFlaps(
  before: FlapPenalty | undefined,
  flapping: { readonly halfLife: number } | undefined,
  now: Instant,
): FlapPenalty | undefined {
  if (flapping === undefined || before?.halfLife === flapping.halfLife) {
    return flapping === undefined ? undefined : before;
  }
  return { penalty: 0, at: now, ...before, halfLife: flapping.halfLife };
}

/** The penalty after a change of capacity. */
export function withChange(
  before: FlapPenalty,
  { at, isReversal }: { readonly at: Instant; readonly isReversal: boolean },
): FlapPenalty {
  const halfLives = elapsed({ from: before.at, to: at }) / before.halfLife;
  const penalty = before.penalty * 2 ** -halfLives + (isReversal ? 1 : 0);
  return { ...before, penalty: Number(penalty.toFixed(3)), at };
}

/** Percent by which flapping lengthens a time; the penalty is that of the last change. */
export function lengthenedBy(
  flaps: FlapPenalty | undefined,
  flapping: { readonly lengthens: number; readonly most: number } | undefined,
): number {
  return flaps === undefined || flapping === undefined
    ? 0
    : Math.min(flapping.most, flapping.lengthens * flaps.penalty);
}
