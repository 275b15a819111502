/** @module Work in hand, by the step in which it will be done. */
import type { Random } from './random.ts';

/** A wheel of steps to come. A slot works on one message, or on a bundle of short ones. */
export interface WorkWheel {
  /** Slots at work. */
  slots(): number;
  /** Messages in hand. */
  messages(): number;
  /** Messages that one slot takes at once. */
  readonly bundle: number;
  /** Begins work in this step; returns the slots that are busy with it after the step. */
  begin(step: number, messages: number): number;
  /** Slots that are done in this step; asked once for every step, in order. */
  finish(step: number): number;
  /** Messages that were done since this was last asked. */
  takeFinished(): number;
  /** Takes one slot's work out, chosen at random. */
  drop(): SlotWork | undefined;
  /** Takes over a slot's work from another wheel. */
  add(work: SlotWork): void;
}

/** What one slot is at work on. */
export interface SlotWork {
  /** The step in which it will be done. */
  readonly until: number;
  readonly messages: number;
}

/** From so many messages at once, their service times are spread evenly over the distribution. */
const CROWD = 32;

/**
 * An empty wheel. `lengths` are equally likely service times in steps, as many as a power of two;
 * `meanSteps` is their mean. Where that is below 1, messages are worked off in bundles.
 */
export function workWheel(
  { lengths, meanSteps }: { readonly lengths: Int32Array; readonly meanSteps: number },
  random: Random,
): WorkWheel {
  const bundle = meanSteps < 1 ? Math.ceil(1 / meanSteps) : 1;
  const longest = Math.max(bundle, lengths.at(-1) ?? 0);
  const size = 2 ** Math.ceil(Math.log2(longest + 3));
  const mask = size - 1;
  const slots = new Int32Array(size);
  /** Messages beyond one for each slot. */
  const extra = new Int32Array(size);
  let now = 0;
  let slotCount = 0;
  let extraCount = 0;
  let finished = 0;

  function beginEach(step: number, messages: number): number {
    let left = messages;
    let done = 0;
    if (messages >= CROWD) {
      // As many from each part of the distribution: its shape without the luck.
      const each = Math.floor(messages / CROWD);
      const stride = lengths.length / CROWD;
      for (let at = random.below(stride); at < lengths.length; at += stride) {
        const steps = lengths[at] ?? 0;
        const place = (step + steps) & mask;
        slots[place] = (slots[place] ?? 0) + each;
        done += steps === 0 ? each : 0;
      }
      left -= each * CROWD;
    }
    for (; left > 0; left -= 1) {
      const steps = lengths[random.below(lengths.length)] ?? 0;
      const place = (step + steps) & mask;
      slots[place] = (slots[place] ?? 0) + 1;
      done += steps === 0 ? 1 : 0;
    }
    // What takes less than half a step is done at once.
    slots[step & mask] = 0;
    finished += done;
    slotCount += messages - done;
    return messages - done;
  }

  /** Whole bundles, and a slot for what is left over. */
  function beginBundles(step: number, messages: number): number {
    const whole = Math.floor(messages / bundle);
    const left = messages - whole * bundle;
    return beginAlike(step, whole, bundle) + (left > 0 ? beginAlike(step, 1, left) : 0);
  }

  /** Bundles that take a broken number of steps end before or after it, right in the mean. */
  function beginAlike(step: number, bundles: number, messagesEach: number): number {
    const steps = messagesEach * meanSteps;
    const whole = Math.floor(steps);
    const longer = Math.min(bundles, Math.floor(bundles * (steps - whole) + random.uniform()));
    hold(step + whole + 1, longer, longer * messagesEach);
    if (whole === 0) {
      finished += (bundles - longer) * messagesEach;
      return longer;
    }
    hold(step + whole, bundles - longer, (bundles - longer) * messagesEach);
    return bundles;
  }

  function hold(step: number, more: number, messages: number): void {
    const place = step & mask;
    slots[place] = (slots[place] ?? 0) + more;
    extra[place] = (extra[place] ?? 0) + messages - more;
    slotCount += more;
    extraCount += messages - more;
  }

  return {
    bundle,
    slots: () => slotCount,
    messages: () => slotCount + extraCount,
    begin: bundle > 1 ? beginBundles : beginEach,
    finish(step) {
      now = step;
      const place = step & mask;
      const done = slots[place] ?? 0;
      const more = extra[place] ?? 0;
      slots[place] = 0;
      extra[place] = 0;
      slotCount -= done;
      extraCount -= more;
      finished += done + more;
      return done;
    },
    takeFinished() {
      const taken = finished;
      finished = 0;
      return taken;
    },
    drop() {
      let passed = Math.floor(random.uniform() * slotCount);
      for (let ahead = 0; ahead < size; ahead += 1) {
        const place = (now + ahead) & mask;
        const there = slots[place] ?? 0;
        if (passed < there) {
          const more = Math.ceil((extra[place] ?? 0) / there);
          slots[place] = there - 1;
          extra[place] = (extra[place] ?? 0) - more;
          slotCount -= 1;
          extraCount -= more;
          return { until: now + ahead, messages: 1 + more };
        }
        passed -= there;
      }
      return undefined;
    },
    add: ({ until, messages }) => hold(until, 1, messages),
  };
}
