import { describe, expect, it } from 'vitest';
import { billCalls } from '../../../shared/core/money/own-bills.ts';

describe('the calls for bills', () => {
  it('are three questions a day for each budget that asks, however many spend from it', () => {
    const targets = ['shop', 'shop', 'jobs', 'free'].map((budget) => ({
      budget,
      isBilled: budget !== 'free',
    }));

    expect(billCalls(targets, 1440)).toEqual({ runs: 3, questions: 6 });
    expect(billCalls(targets, 60)).toEqual({ runs: 0.125, questions: 0.25 });
  });

  it('are runs alone where no budget asks', () => {
    expect(billCalls([{ budget: 'shop' }, {}], 1440)).toEqual({ runs: 3, questions: 0 });
  });
});
