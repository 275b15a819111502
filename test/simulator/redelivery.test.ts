import { describe, expect, it } from 'vitest';
import { redelivery } from '../../shared/simulator/redelivery.ts';
import { at } from '../support/builders.ts';

const POISON = { step: 3, isPoison: true, receipts: 0 };
const until = { givesUpAt: at(10), backAt: at(30) };

describe('a message that comes back', () => {
  it('is in hand, then in flight, then visible again, and remembers how often it was received', () => {
    const again = redelivery(5);

    again.receive(POISON, until);
    const inHand = [again.slots(), again.inFlight(), again.visible()];
    again.advance(at(10));
    const hidden = [again.slots(), again.inFlight(), again.visible()];
    again.advance(at(30));
    const back = [again.slots(), again.inFlight(), again.visible()];

    expect([inHand, hidden, back]).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(again.firstStep()).toBe(3);
    expect(again.take()).toEqual({ ...POISON, receipts: 1 });
    expect(again.take()).toBeUndefined();
  });

  it.each([
    { receipts: 1, dead: 0, visible: 1 },
    { receipts: 2, dead: 1, visible: 0 },
  ])('is dead after three receipts: $receipts before', ({ receipts, dead, visible }) => {
    const again = redelivery(3);

    again.receive({ ...POISON, receipts }, until);
    again.advance(at(30));

    expect([again.deadLettered(), again.visible()]).toEqual([dead, visible]);
  });

  it('frees no slot twice when its worker went before', () => {
    const again = redelivery(5);

    again.receive(POISON, until);
    again.abandon();
    const without = [again.slots(), again.inHand()];
    again.advance(at(10));

    expect(without).toEqual([0, 1]);
    expect([again.slots(), again.inHand(), again.inFlight()]).toEqual([0, 0, 1]);
  });

  it('is never dead for having been interrupted', () => {
    const again = redelivery(1);

    again.hide({ step: 1, isPoison: false, receipts: 9 }, at(5));
    again.advance(at(5));

    expect([again.deadLettered(), again.visible()]).toEqual([0, 1]);
  });
});
