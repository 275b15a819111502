/** @module What a ledger remembers of its ladder: what people were told, and what is shed. */
import * as z from 'zod/mini';
import { instant } from '../units.ts';
import { PERIODS } from './budget.ts';

const storedInstant = z.pipe(z.number(), z.transform(instant));

const told = z.strictObject({
  /** The period that it is about. */
  from: storedInstant,
  /** The highest share that people were told of. */
  upTo: z.number(),
});

export const ladderSchema = z.strictObject({
  hourly: z.optional(told),
  daily: z.optional(told),
  monthly: z.optional(told),
  /** Not one more unit is paid for. */
  frozen: z.optional(rung()),
  /** The named targets are at their minimum. */
  shed: z.optional(rung()),
});

/** What was told of each period, and which rungs are reached. */
export type LadderMemory = Readonly<z.output<typeof ladderSchema>>;

/** A rung that is reached. */
export type Rung = Readonly<z.output<ReturnType<typeof rung>>>;

function rung() {
  return z.strictObject({
    since: storedInstant,
    /** The limit that was reached. */
    period: z.enum(PERIODS),
    /** Since when there is room again; it must last before the rung is left. */
    calmSince: z.optional(storedInstant),
  });
}
