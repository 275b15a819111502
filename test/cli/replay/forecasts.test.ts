import { describe, expect, test } from 'vitest';
import { openLoop } from '../../../cli/replay/open-loop.ts';
import { prove } from '../../../cli/replay/prove.ts';
import { parseRecording } from '../../../cli/replay/read-recording.ts';
import { evaluationLine, plansLine } from '../../../cli/replay/recording-format.ts';
import { evaluateTargets } from '../../../shared/app/evaluate-targets.ts';
import { recordEvaluations } from '../../../shared/app/record-evaluations.ts';
import { readPlanDocument } from '../../../shared/config/plan-document.ts';
import type { ScalingPlan } from '../../../shared/core/plan.ts';
import { inMemoryApplication } from '../../support/application.ts';
import { forecast } from '../../support/forecasts.ts';

const LEARNED = '{ type: service-level, source: requests, limit: 50, measure: total }';
const TRACKED = '{ type: target-tracking, source: requests, measure: total, target: 1000 }';

function planOf(...policies: readonly string[]): ScalingPlan {
  const result = readPlanDocument(`
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 100 }
    sources:
      requests:
        type: alb-target-group
        loadBalancer: app/shop/1
        targetGroup: targetgroup/web/2
        metric: RequestCount
    policies: [${policies.join(', ')}]
`);
  const [plan] = result.status === 'valid' ? result.plans : [];
  if (plan === undefined) {
    throw new Error('The test’s plan is not right.');
  }
  return plan;
}

/** Half an hour of a rising load that was foretold, recorded. */
async function recording(plan: ScalingPlan): Promise<string> {
  const app = inMemoryApplication([plan]);
  const usual = Array.from({ length: 48 }, (_, slot) => 100 + 30 * slot);
  await app.ports.forecasts.save('web', {
    'service-level#1': forecast({ source: 'requests', usual, from: app.ports.clock.now() }),
  });
  const lines = [plansLine([plan])];
  const journal = recordEvaluations(app.journal, (each) => lines.push(evaluationLine(each)));
  for (let minute = 0; minute < 60; minute += 1) {
    app.read('web', 'requests', 100 + 6 * minute);
    // biome-ignore lint/performance/noAwaitInLoops: one minute follows another.
    await evaluateTargets([plan], { ...app.ports, journal });
    app.pass(60);
  }
  return lines.join('\n');
}

function recordedTarget(text: string) {
  const parsed = parseRecording(text);
  const [target] = parsed.status === 'parsed' ? parsed.targets : [];
  if (target === undefined) {
    throw new Error(JSON.stringify(parsed));
  }
  return target;
}

describe('a recording of evaluations that were foretold something', () => {
  test('is decided again byte by byte, and not without its forecasts', async () => {
    const target = recordedTarget(await recording(planOf(LEARNED)));
    const deaf = {
      ...target,
      moments: target.moments.map((moment) => ({
        ...moment,
        snapshot: { ...moment.snapshot, forecasts: undefined },
      })),
    };

    expect(prove(target)).toMatchObject({ decisions: 60, identical: 60, first: null });
    expect(prove(deaf).identical).toBeLessThan(60);
  });

  test('tells another plan what was foretold of the same source', async () => {
    const target = recordedTarget(await recording(planOf(LEARNED)));
    const alike = openLoop(target, planOf(LEARNED));
    const moved = openLoop(target, planOf(TRACKED, LEARNED));

    expect(moved.different).toBe(alike.different);
  });

  test('is refused where a forecast has another form', async () => {
    const text = await recording(planOf(LEARNED));

    const parsed = parseRecording(text.replaceAll('"skill":', '"luck":'));

    expect(parsed).toMatchObject({
      status: 'invalid',
      problems: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('snapshot.forecasts') }),
      ]),
    });
  });
});
