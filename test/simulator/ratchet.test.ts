import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RATCHET_METHOD, type RatchetFigure, ratchetFigures } from '../../bench/ratchet-cases.ts';

/** Noise of a change that means nothing: half a percent of cost, a twentieth of a point missed. */
const COST_TOLERANCE = 1.005;
const MISS_TOLERANCE = 0.05;

describe('our policies on the fixed cases', () => {
  const recorded: { method: string; figures: Record<string, RatchetFigure> } = JSON.parse(
    readFileSync(new URL('../../bench/ratchet.json', import.meta.url), 'utf8'),
  );
  const figures = ratchetFigures();

  it('are measured by the method that was recorded', () => {
    expect(RATCHET_METHOD).toBe(recorded.method);
    expect(Object.keys(figures)).toEqual(Object.keys(recorded.figures));
  });

  it.each(Object.entries(recorded.figures))(
    'lose nothing: %s (if they gain: npx tsx bench/ratchet.ts --write)',
    (name, before) => {
      const now = figures[name];

      expect(now?.cost).toBeLessThanOrEqual(before.cost * COST_TOLERANCE);
      expect(now?.miss).toBeLessThanOrEqual(before.miss + MISS_TOLERANCE);
    },
  );
});
