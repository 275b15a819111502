import { describe, expect, it } from 'vitest';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { type RecordedEvaluation, recordEvaluations } from '../../shared/app/record-evaluations.ts';
import { decide } from '../../shared/core/decide.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';

describe('recordEvaluations', () => {
  it('records all that decided an evaluation, and passes everything on', async () => {
    const plan = scalingPlan();
    const application = inMemoryApplication([plan]);
    const recorded: RecordedEvaluation[] = [];
    const journal = recordEvaluations(application.journal, (each) => recorded.push(each));
    application.read('web', 'load', 70);

    await evaluateTargets([plan], { ...application.ports, journal });
    await evaluateTargets([plan], { ...application.ports, journal }, { isDryRun: true });
    journal.noted('warn', 'something', { of: 'note' });

    expect(recorded.map(({ isDryRun }) => isDryRun)).toEqual([false, true]);
    expect(recorded.map(({ given }) => given.state.version)).toEqual([0, 2]);
    for (const { decision, given } of recorded) {
      expect(decide(given.snapshot, plan, given.state, decision.at)).toEqual(decision);
    }
    expect(application.evaluations).toHaveLength(2);
    expect(application.notes).toEqual([
      { level: 'warn', message: 'something', details: { of: 'note' } },
    ]);
  });
});
