import { describe, expect, it } from 'vitest';
import { chosenDecisions } from '../../../cli/report/chosen-decisions.ts';
import { aDecision } from './documents.ts';

describe('chosenDecisions', () => {
  it('keeps all in order of time where they fit', () => {
    const [first, second] = [aDecision(1), aDecision(2)];

    expect(chosenDecisions([second, first])).toEqual([first, second]);
  });

  it('keeps the largest moves, the earlier among equals, where they do not', () => {
    const sentences = ['x'.repeat(100)];
    const small = aDecision(1, { sentences });
    const hold = aDecision(2, { sentences, action: 'hold', to: 1 });
    const large = aDecision(3, { sentences, action: 'scale-in', from: 9, to: 2 });
    const equal = aDecision(4, { sentences });
    const unknown = aDecision(5, { sentences, action: 'hold', from: null, to: null });

    const chosen = chosenDecisions([small, hold, large, equal, unknown], 400);

    expect(chosen).toEqual([small, large]);
  });
});
