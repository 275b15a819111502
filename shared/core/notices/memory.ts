/** @module What is remembered of what people were told, so that they are not told it again. */
import * as z from 'zod/mini';
import { elapsed, type Instant, instant, type Seconds } from '../units.ts';

const storedInstant = z.pipe(z.number(), z.transform(instant));

/** One matter of one target. */
const spell = z.strictObject({
  /** Since when it lasts; absent when it does not. */
  since: z.optional(storedInstant),
  /** When people were last told that it lasts. */
  told: z.optional(storedInstant),
  /** Since when it seems to be over. */
  over: z.optional(storedInstant),
});
export type Spell = Readonly<z.output<typeof spell>>;

/** By the key of the matter. */
export const noticeMemory = z.record(z.string(), spell);
export type NoticeMemory = Readonly<Record<string, Spell>>;

/** How often and how soon people are told of a matter. */
export interface Pace {
  /** It must have lasted so long. */
  readonly patience: Seconds;
  /** After this it is told again, if it lasts. */
  readonly repeatEvery: Seconds;
  /** So long after it ended, its end is told. */
  readonly quiet: Seconds;
}

/** What is to be said, if anything, and what to remember of it; undefined is nothing at all. */
export interface Told {
  readonly say?: 'lasting' | 'over';
  readonly spell: Spell | undefined;
}

/**
 * A matter that is there. It is told once it has lasted for `patience`, and again every
 * `repeatEvery`, also when it was over in between. Where nothing changes, the very spell returns.
 */
export function seen(before: Spell | undefined, now: Instant, pace: Pace): Told {
  const since = before?.since ?? now;
  const isRipe = elapsed({ from: since, to: now }) >= pace.patience;
  if (isRipe && isFree(before?.told, now, pace.repeatEvery)) {
    return { say: 'lasting', spell: { since, told: now } };
  }
  if (before?.since !== undefined && before.over === undefined) {
    return { spell: before };
  }
  return { spell: before?.told === undefined ? { since } : { since, told: before.told } };
}

/**
 * A matter that is not there. Its end is told once it has been away for `quiet`, and only to those
 * who were told of it; when they were is remembered for `repeatEvery`.
 */
export function gone(before: Spell | undefined, now: Instant, pace: Pace): Told {
  if (before === undefined) {
    return { spell: undefined };
  }
  const { since, told, over } = before;
  if (since !== undefined && told !== undefined && told >= since) {
    if (over === undefined) {
      return { spell: { since, told, over: now } };
    }
    return elapsed({ from: over, to: now }) < pace.quiet
      ? { spell: before }
      : { say: 'over', spell: stamp(told, now, pace) };
  }
  const kept = told === undefined ? undefined : stamp(told, now, pace);
  return { spell: since === undefined && kept !== undefined ? before : kept };
}

/** An event, which is over at once: told unless one was told within `repeatEvery`. */
export function happened(before: Spell | undefined, now: Instant, pace: Pace): Told {
  return isFree(before?.told, now, pace.repeatEvery)
    ? { say: 'lasting', spell: { told: now } }
    : { spell: before };
}

/** When it was told, as long as that keeps it from being told again. */
function stamp(told: Instant, now: Instant, { repeatEvery }: Pace): Spell | undefined {
  return isFree(told, now, repeatEvery) ? undefined : { told };
}

/** A stamp far in the future comes from a broken clock, and must not silence anybody. */
function isFree(told: Instant | undefined, now: Instant, repeatEvery: Seconds): boolean {
  return (
    told === undefined ||
    elapsed({ from: told, to: now }) >= repeatEvery ||
    elapsed({ from: now, to: told }) > repeatEvery
  );
}
