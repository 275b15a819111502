import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { history } from '../../../cli/start/history.ts';
import { draw, type Scene } from '../../../cli/start/view.ts';
import { type LocalTarget, localTarget } from '../../../cli/start/worlds.ts';
import type { Evaluation } from '../../../shared/app/evaluation.ts';
import { deployedPlan } from '../../../shared/config/deployed-plan.ts';
import { capacity } from '../../../shared/core/units.ts';
import { standing } from '../../support/budgets.ts';
import { decision, START } from '../../support/builders.ts';
import { TIDEGATE_PLAN } from '../../support/terminal.ts';

let locals: readonly LocalTarget[] = [];
beforeAll(async () => {
  const plans = await deployedPlan(TIDEGATE_PLAN);
  locals = plans.map((plan) => localTarget(plan, { start: START, seed: 1 }));
});

/** A change with more reasons than a line holds. */
const LONG: Evaluation = {
  decision: decision({
    target: 'checkout-web',
    action: 'scale-out',
    from: capacity(2),
    to: capacity(9),
    because: 'so many wait that it takes more than a line to say it, '.repeat(3),
  }),
  outcome: { status: 'applied' },
  isDryRun: false,
};

function scene(): Scene {
  return {
    now: START,
    speed: 3600,
    seed: 1,
    locals,
    history: history(60),
    budgets: [standing(99.5)],
    latest: new Map([['checkout-web', LONG]]),
    news: [LONG],
  };
}

describe('the live view', () => {
  it.each([80, 100, 120])('fits a terminal of %i columns', (columns) => {
    const lines = draw(scene(), { columns, rows: 50 });

    const widest = Math.max(...lines.map((line) => stripVTControlCharacters(line).length));
    expect(widest).toBeLessThanOrEqual(columns);
    expect(lines.map((line) => stripVTControlCharacters(line)).join('\n')).toContain(
      'full: no growth',
    );
  });

  it('cuts a sentence at the edge of the terminal, whatever its colour', () => {
    const lines = draw(scene(), { columns: 80, rows: 50 });

    const cut = lines
      .map((line) => stripVTControlCharacters(line))
      .filter((line) => /…$/.test(line));
    expect(cut.map((line) => line.length)).toEqual([80, 80]);
  });
});
