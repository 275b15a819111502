import { describe, expect, it } from 'vitest';
import { bounds } from '../../../shared/core/limits/bounds.ts';
import { capacity } from '../../../shared/core/units.ts';
import { limitContext, target } from '../../support/builders.ts';

describe('bounds', () => {
  it.each([
    {
      name: 'below the minimum',
      to: 0,
      own: undefined,
      expected: 2,
      because: 'the plan allows 2 to 20',
    },
    {
      name: 'above the maximum',
      to: 21,
      own: undefined,
      expected: 20,
      because: 'the plan allows 2 to 20',
    },
    {
      name: "above the target's own maximum",
      to: 18,
      own: { min: 0, max: 15 },
      expected: 15,
      because: 'the target itself allows 0 to 15',
    },
    {
      name: "below the target's own minimum",
      to: 3,
      own: { min: 5, max: 50 },
      expected: 5,
      because: 'the target itself allows 5 to 50',
    },
    {
      name: 'above both',
      to: 100,
      own: { min: 0, max: 50 },
      expected: 20,
      because: 'the plan allows 2 to 20',
    },
    {
      name: "where the two do not meet, the target's own, which its service enforces",
      to: 10,
      own: { min: 30, max: 40 },
      expected: 30,
      because: 'the target itself allows 30 to 40',
    },
  ])('$name: $expected', ({ to, own, expected, because }) => {
    const described = target(10, own === undefined ? {} : { bounds: own });
    const context = limitContext({ target: described, min: 2, max: 20 });

    expect(bounds.restrain({ to: capacity(to) }, context, undefined)).toEqual({
      to: expected,
      because,
    });
  });

  it.each([2, 11, 20])('leaves %i alone inside 2 to 20', (to) => {
    const context = limitContext({ min: 2, max: 20 });

    expect(bounds.restrain({ to: capacity(to) }, context, undefined)).toBeUndefined();
  });
});
