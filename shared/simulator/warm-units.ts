/** @module Units that stand prepared. */
import { type Seconds, seconds } from '../core/units.ts';
import type { WarmPool } from './fleet-settings.ts';

/** The pool's stock; without a pool it is always empty. */
export interface WarmUnits {
  /** From launch out of the pool to in service. */
  readonly startUp: Seconds;
  prepared(): number;
  /** Takes one out; false when there is none. */
  take(): boolean;
  /** One more is prepared, as far as there is room. */
  add(): void;
  /** A unit that leaves service goes back, where the pool reuses units and has room. */
  giveBack(): void;
}

/** A full pool. */
export function warmUnits(settings: WarmPool | undefined): WarmUnits {
  let prepared: number = settings?.size ?? 0;
  const add = () => {
    prepared = Math.min(settings?.size ?? 0, prepared + 1);
  };
  return {
    startUp: settings?.startUp ?? seconds(0),
    prepared: () => prepared,
    take() {
      const isTaken = prepared > 0;
      prepared -= isTaken ? 1 : 0;
      return isTaken;
    },
    add,
    giveBack() {
      if (settings?.isReusedOnScaleIn === true) {
        add();
      }
    },
  };
}
