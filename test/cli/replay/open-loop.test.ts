import { beforeAll, describe, expect, it } from 'vitest';
import { openLoop } from '../../../cli/replay/open-loop.ts';
import { observationLine, plansLine } from '../../../cli/replay/recording-format.ts';
import { at, reading, snapshot, target } from '../../support/builders.ts';
import { planNamed, plansOf, planText, recordedLines, targetIn } from './recordings.ts';

let lines: readonly string[] = [];

beforeAll(async () => {
  lines = await recordedLines(plansOf(), { minutes: 240 });
});

describe('openLoop', () => {
  it.each(['web', 'jobs'])('finds that the plan of %s agrees with itself', (id) => {
    const { evaluations, different, disagreements } = openLoop(targetIn(lines, id), planNamed(id));

    expect(evaluations).toBeGreaterThan(200);
    expect({ different, disagreements }).toEqual({ different: 0, disagreements: [] });
  });

  it('says when another plan wants another capacity, and why', () => {
    const other = planNamed('web', planText({ target: 500 }));

    const { evaluations, different, disagreements } = openLoop(targetIn(lines, 'web'), other);

    expect(different).toBeGreaterThan(evaluations / 2);
    const [first] = disagreements;
    expect(first?.other.to).toBeGreaterThan(first?.recorded.to ?? 0);
    expect(first?.other.recommendations).toMatchObject([
      { because: expect.stringContaining('for a target of 500') },
    ]);
    expect(disagreements.reduce((sum, each) => sum + each.evaluations, 0)).toBe(different);
  });

  it('finds readings under another name, and misses what was not recorded', () => {
    const alb = 'type: alb-target-group, loadBalancer: app/shop/1, targetGroup: targetgroup/web/2';
    const text = planText({ sources: `slow: { ${alb}, metric: TargetResponseTime }` });
    const renamed = text
      .replace('requests: {', 'perUnit: {')
      .replace('source: requests', 'source: perUnit');
    const [said] = [openLoop(targetIn(lines, 'web'), planNamed('web', renamed))];

    expect(said?.unread).toEqual(['slow']);
    expect(said?.different).toBe(0);
  });

  it('holds where none of the sources was recorded', () => {
    const text = planText().replace('targetgroup/web/2', 'targetgroup/web/3');

    const { unread, disagreements } = openLoop(targetIn(lines, 'web'), planNamed('web', text));

    expect(unread).toEqual(['requests']);
    expect(new Set(disagreements.map(({ other }) => other.action))).toEqual(new Set(['hold']));
  });

  it('compares both plans where no decision was recorded, and counts changes as they were', () => {
    // At minute 10 the recorded capacity falls: the cooldown of scale-in starts for both.
    const observed = Array.from({ length: 30 }, (_, minute) =>
      observationLine({
        target: 'web',
        at: at(minute * 60),
        snapshot: snapshot(target(minute < 10 ? 8 : 6), {
          requests: reading(500, { at: at(minute * 60 - 60) }),
        }),
      }),
    );
    const recorded = targetIn([plansLine(plansOf()), ...observed], 'web');

    const same = openLoop(recorded, planNamed('web'));
    const { disagreements } = openLoop(recorded, planNamed('web', planText({ target: 2000 })));

    expect(same.different).toBe(0);
    expect(disagreements.length).toBeGreaterThan(0);
    expect(disagreements[0]?.recorded.foreignChange).toBeNull();
  });
});
