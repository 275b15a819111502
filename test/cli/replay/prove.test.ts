import { beforeAll, describe, expect, it } from 'vitest';
import { prove } from '../../../cli/replay/prove.ts';
import { plansLine } from '../../../cli/replay/recording-format.ts';
import { plansOf, planText, recordedLines, targetIn } from './recordings.ts';

const HOURS = 6;
let lines: readonly string[] = [];

beforeAll(async () => {
  lines = await recordedLines(plansOf(), { minutes: HOURS * 60 });
});

describe('a recorded run of the real engine', () => {
  it.each([
    { id: 'web', decisions: HOURS * 60 },
    { id: 'jobs', decisions: HOURS * 120 },
  ])('is decided again byte for byte for $id', ({ id, decisions }) => {
    const target = targetIn(lines, id);

    expect(prove(target)).toEqual({ target: id, decisions, identical: decisions, first: null });
    const moves = target.moments.filter(({ recorded }) => recorded?.decision.action !== 'hold');
    expect(moves.length).toBeGreaterThan(10);
  });

  it('proves what is left of it where lines are gone or stand in another order', () => {
    const [plans = '', ...rest] = lines;
    const left = rest.filter((_, index) => index % 7 !== 3).toReversed();

    const proof = prove(targetIn([plans, ...left], 'web'));

    expect(proof.decisions).toBeLessThan(HOURS * 60);
    expect(proof.identical).toBe(proof.decisions);
  });

  it('takes the plan that stood above each evaluation', () => {
    const half = Math.floor(lines.length / 2);
    const [plans = ''] = lines;
    const other = plansLine(plansOf(planText({ target: 900 })));

    const same = prove(targetIn([...lines.slice(0, half), plans, ...lines.slice(half)], 'web'));
    const not = prove(targetIn([...lines.slice(0, half), other, ...lines.slice(half)], 'web'));

    expect(same.identical).toBe(same.decisions);
    expect(not.identical).toBeLessThan(not.decisions);
    expect(not.first?.line).toBeGreaterThan(half);
  });

  it('shows the first decision that a changed value of the plan makes another', () => {
    const changed = plansLine(plansOf(planText({ target: 990 })));

    const { decisions, identical, first } = prove(targetIn([changed, ...lines.slice(1)], 'web'));

    expect(identical).toBeLessThan(decisions / 2);
    expect(first?.members).toContain('recommendations');
    expect(first?.recorded.recommendations).toMatchObject([
      { because: expect.stringContaining('for a target of 1000') },
    ]);
    expect(first?.replayed.recommendations).toMatchObject([
      { because: expect.stringContaining('for a target of 990') },
    ]);
  });

  it('notices members that stand in another order', () => {
    const reordered = lines.map((line) =>
      line
        .replace('"decision":{"target":"web","at":', '"decision":{"at":')
        .replace(/"decision":\{"at":(\d+)/, '"decision":{"at":$1,"target":"web"'),
    );

    const { identical, first } = prove(targetIn(reordered, 'web'));

    expect({ identical, members: first?.members }).toEqual({ identical: 0, members: ['order'] });
  });
});
