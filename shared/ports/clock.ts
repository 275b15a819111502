import type { Instant } from '../core/units.ts';

/** What time it is. */
export interface Clock {
  now(): Instant;
}
