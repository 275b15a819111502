/** @module A fixed fleet that is right for 95 % of the time. */
import { fixed, p95Of } from './mechanisms/fixed.ts';

/** A quarter of the level to three times of it: 5 to 60 units where the level needs 20. */
const TIMES = Array.from({ length: 56 }, (_, index) => (index + 5) / 20);

/**
 * What most fleets are: one size. The search moves it freely, in hindsight. Source: the platform
 * without scaling that the elastic speed-up of SPEC-RG-2016-01 compares with.
 */
export const staticP95 = fixed(
  { name: 'static-p95', about: 'a fixed fleet, sized for the 95th percentile of this very load' },
  { levelOf: p95Of, grid: TIMES.map((times) => ({ times })) },
);
