/** @module Messages that come back: interrupted ones, and poison that nobody can finish. */
import type { Instant } from '../core/units.ts';
import { timeline } from './timeline.ts';

/** A message that is looked at by itself: it was received before, or it is poison. */
export interface Message {
  /** The step in which it came, or in which it was received by the worker that was lost. */
  readonly step: number;
  readonly isPoison: boolean;
  /** How often it was received. */
  readonly receipts: number;
}

/** Everything that is neither waiting for the first time nor worked off as usual. */
export interface Redelivery {
  /** Lets everything happen that is due: workers give up, messages can be taken again. */
  advance(to: Instant): void;
  /** A worker takes poison, gives up at `givesUpAt`, and it can be taken again at `backAt`. */
  receive(poison: Message, until: { readonly givesUpAt: Instant; readonly backAt: Instant }): void;
  /** A message whose worker was lost can be taken again at `backAt`. */
  hide(message: Message, backAt: Instant): void;
  /** A worker goes, and leaves its poison. */
  abandon(): void;
  /** The first message that can be taken again. */
  take(): Message | undefined;
  /** Slots at work on poison. */
  slots(): number;
  /** Messages that can be taken again. */
  visible(): number;
  /** Messages that were received and cannot be taken yet, those in hand included. */
  inFlight(): number;
  /** Messages in hand, with or without the worker that took them. */
  inHand(): number;
  /** The step of the first message that can be taken again; −1 without any. */
  firstStep(): number;
  /** Poison that was received often enough, since the last reset. */
  deadLettered(): number;
  reset(): void;
}

type Happening =
  | { readonly kind: 'gives-up'; readonly message: Message; readonly backAt: Instant }
  | { readonly kind: 'back'; readonly message: Message };

/** Nothing to come back yet. */
export function redelivery(maxReceiveCount: number): Redelivery {
  const coming = timeline<Happening>();
  const back: Message[] = [];
  let slots = 0;
  let abandoned = 0;
  let hidden = 0;
  let dead = 0;

  function hide(message: Message, backAt: Instant): void {
    hidden += 1;
    coming.add(backAt, { kind: 'back', message });
  }

  function happen(what: Happening): void {
    if (what.kind === 'gives-up') {
      if (abandoned > 0) {
        abandoned -= 1;
      } else {
        slots -= 1;
      }
      hide(what.message, what.backAt);
      return;
    }
    hidden -= 1;
    if (what.message.isPoison && what.message.receipts >= maxReceiveCount) {
      dead += 1;
    } else {
      back.push(what.message);
    }
  }

  return {
    advance(to) {
      while (coming.nextAt() <= to) {
        const next = coming.take();
        if (next !== undefined) {
          happen(next.what);
        }
      }
    },
    receive(poison, { givesUpAt, backAt }) {
      slots += 1;
      const message = { ...poison, receipts: poison.receipts + 1 };
      coming.add(givesUpAt, { kind: 'gives-up', message, backAt });
    },
    hide,
    abandon() {
      slots -= 1;
      abandoned += 1;
    },
    take: () => back.shift(),
    slots: () => slots,
    visible: () => back.length,
    inFlight: () => slots + abandoned + hidden,
    inHand: () => slots + abandoned,
    firstStep: () => back[0]?.step ?? -1,
    deadLettered: () => dead,
    reset() {
      dead = 0;
    },
  };
}
