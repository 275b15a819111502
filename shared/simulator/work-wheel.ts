/** @module Work in hand, by the step in which it will be done. */
import type { Random } from './random.ts';

/** A wheel of steps to come. A slot works on one message, or on a bundle of short ones. */
export interface WorkWheel {
  /** Slots at work. */
  slots(): number;
  /** Messages in hand. */
  messages(): number;
  /** So many slots, with so many messages, are busy until `step`. */
  add(step: number, slots: number, messages: number): void;
  /** Slots that are done in this step; asked once for every step, in order. */
  finish(step: number): number;
  /** Messages that were done by the last `finish`. */
  finished(): number;
  /** Takes one slot's work away, chosen at random; returns its messages. */
  drop(random: Random): number;
}

/** An empty wheel that can look `longest` steps ahead. */
export function workWheel(longest: number): WorkWheel {
  const size = 2 ** Math.ceil(Math.log2(longest + 2));
  const mask = size - 1;
  const slots = new Int32Array(size);
  const messages = new Int32Array(size);
  let now = 0;
  let slotCount = 0;
  let messageCount = 0;
  let finished = 0;

  return {
    slots: () => slotCount,
    messages: () => messageCount,
    add(step, moreSlots, moreMessages) {
      const place = step & mask;
      slots[place] = (slots[place] ?? 0) + moreSlots;
      messages[place] = (messages[place] ?? 0) + moreMessages;
      slotCount += moreSlots;
      messageCount += moreMessages;
    },
    finish(step) {
      now = step;
      const place = step & mask;
      const done = slots[place] ?? 0;
      if (done === 0) {
        finished = 0;
        return 0;
      }
      finished = messages[place] ?? 0;
      slots[place] = 0;
      messages[place] = 0;
      slotCount -= done;
      messageCount -= finished;
      return done;
    },
    finished: () => finished,
    drop(random) {
      let passed = Math.floor(random.uniform() * slotCount);
      for (let ahead = 0; ahead < size; ahead += 1) {
        const place = (now + ahead) & mask;
        const there = slots[place] ?? 0;
        if (passed < there) {
          const share = Math.ceil((messages[place] ?? 0) / there);
          slots[place] = there - 1;
          messages[place] = (messages[place] ?? 0) - share;
          slotCount -= 1;
          messageCount -= share;
          return share;
        }
        passed -= there;
      }
      return 0;
    },
  };
}
