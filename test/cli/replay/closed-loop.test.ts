import { beforeAll, describe, expect, it } from 'vitest';
import { type ClosedLoop, closedLoop } from '../../../cli/replay/closed-loop.ts';
import { closedLoopLines } from '../../../cli/replay/comparison-lines.ts';
import { plansLine } from '../../../cli/replay/recording-format.ts';
import { planNamed, plansOf, planText, recordedLines, targetIn } from './recordings.ts';

const SETTINGS = { seed: 1, capacityPerUnit: undefined };
const HOURS = 8;
let lines: readonly string[] = [];

beforeAll(async () => {
  lines = await recordedLines(plansOf(), { minutes: HOURS * 60 });
});

function simulated(loop: ClosedLoop) {
  if (loop.status !== 'simulated') {
    throw new Error(loop.because);
  }
  return loop;
}

describe('closedLoop', () => {
  it.each(['web', 'jobs'])('comes close to what %s really ran', (id) => {
    const { reality, recorded, other } = simulated(
      closedLoop(targetIn(lines, id), planNamed(id), SETTINGS),
    );

    expect(reality.hours).toBeCloseTo(HOURS, 1);
    expect(recorded.score.billedHours / reality.unitHours).toBeGreaterThan(0.9);
    expect(recorded.score.billedHours / reality.unitHours).toBeLessThan(1.1);
    expect(other).toEqual(recorded);
  });

  it('lets another plan have its consequences in the same world', () => {
    const tighter = planNamed('web', planText({ target: 700 }));

    const { recorded, other } = simulated(closedLoop(targetIn(lines, 'web'), tighter, SETTINGS));

    if (recorded.kind !== 'service' || other.kind !== 'service') {
      throw new Error('A web tier is a service.');
    }
    expect(other.score.usd).toBeGreaterThan(1.2 * recorded.score.usd);
    expect(other.score.unserved).toBeLessThan(recorded.score.unserved);
  });

  it('does not believe the other plan that messages take longer', () => {
    const slower = planNamed('jobs', planText({ serviceTime: '12s' }));

    const { recorded, other } = simulated(closedLoop(targetIn(lines, 'jobs'), slower, SETTINGS));

    // In a world of its own, where work takes twice as long, it would need twice the workers.
    expect(other.score.billedHours / recorded.score.billedHours).toBeLessThan(1.4);
  });

  it('lets a plan in shadow mode act, for nothing real moves', () => {
    const cautious = planNamed('web', planText({ target: 700, mode: 'shadow' }));
    const bold = planNamed('web', planText({ target: 700 }));

    const [shadow, live] = [cautious, bold].map((other) =>
      simulated(closedLoop(targetIn(lines, 'web'), other, SETTINGS)),
    );

    expect(shadow?.other).toEqual(live?.other);
  });

  it('takes what one unit serves from whoever knows', () => {
    const strong = { seed: 1, capacityPerUnit: 5000 };

    const [told, known] = [SETTINGS, strong].map((settings) =>
      simulated(closedLoop(targetIn(lines, 'web'), planNamed('web'), settings)),
    );

    if (told?.recorded.kind !== 'service' || known?.recorded.kind !== 'service') {
      throw new Error('A web tier is a service.');
    }
    expect(known.recorded.score.unserved).toBeLessThan(0.5 * told.recorded.score.unserved);
    expect(known.assumptions).toContainEqual(expect.stringMatching(/^one unit serves 5000 in 1m/));
  });

  it('says which plan it takes where several were recorded, not where one came again', () => {
    const half = Math.floor(lines.length / 2);
    const [begin, end] = [lines.slice(0, half), lines.slice(half)];
    const changed = plansLine(plansOf(planText({ target: 900 })));
    const assumptionsOf = (between: string) =>
      simulated(
        closedLoop(targetIn([...begin, between, ...end], 'web'), planNamed('web'), SETTINGS),
      ).assumptions;

    expect(assumptionsOf(changed).at(-1)).toMatch(/the last of 2 is taken/);
    expect(assumptionsOf(lines[0] ?? '').at(-1)).toMatch(/^one unit serves/);
  });

  it('says why it cannot simulate what nobody can read', () => {
    const alb = 'type: alb-target-group, loadBalancer: app/shop/1, targetGroup: targetgroup/web/2';
    const other = planText({ sources: `errors: { ${alb}, metric: HTTPCode_Target_5XX_Count }` });

    expect(closedLoop(targetIn(lines, 'web'), planNamed('web', other), SETTINGS)).toEqual({
      status: 'not-simulated',
      because: 'no simulated world measures errors of the other plan',
    });
  });
});

describe('closedLoopLines', () => {
  it('puts both plans side by side, with the change and what was assumed', () => {
    const loop = closedLoop(
      targetIn(lines, 'web'),
      planNamed('web', planText({ target: 700 })),
      SETTINGS,
    );

    const text = closedLoopLines(loop).join('\n');

    expect(text).toMatch(/as it was +recorded plan +other plan/);
    expect(text).toMatch(/cost, USD +[\d.]+ +[\d.]+ +[\d.]+ +\+\d+ %/);
    expect(text).toContain('the load is requests × the units in service');
  });
});
