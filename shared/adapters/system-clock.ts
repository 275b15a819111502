/** @module The computer's clock. */
import { instant } from '../core/units.ts';
import type { Clock } from '../ports/clock.ts';

export const systemClock: Clock = { now: () => instant(Date.now()) };
