import { describe, expect, test } from 'vitest';
import type { Evaluation } from '../../shared/app/evaluation.ts';
import type { Decision, Outcome } from '../../shared/core/decision.ts';
import { capacity } from '../../shared/core/units.ts';
import { lambdaJournal } from '../../shared/observability/lambda-journal.ts';
import type { LogLevel } from '../../shared/observability/log.ts';
import { decision, START } from '../support/builders.ts';

const APPLIED: Outcome = { status: 'applied' };
const UNCHANGED: Outcome = { status: 'unchanged' };
const THROTTLED: Outcome = { status: 'failed', code: 'throttled', because: 'too many calls' };
const DENIED: Outcome = { status: 'refused', code: 'access-denied', because: 'no permission' };

const HOLD: Partial<Decision> = { action: 'hold', to: capacity(2), reason: 'steady' };
const SCALE_IN: Partial<Decision> = { action: 'scale-in', to: capacity(1) };
const UNKNOWN: Partial<Decision> = { action: 'hold', from: null, to: null };
const BLIND: Partial<Decision> = {
  ...HOLD,
  readings: { load: { missing: 'throttled', detail: 'too many calls' } },
};

function evaluation(outcome: Outcome, given: Partial<Decision> = {}, isDryRun = false): Evaluation {
  return { decision: decision(given), outcome, isDryRun };
}

function journalAt(level: LogLevel = 'debug') {
  const lines: string[] = [];
  const journal = lambdaJournal({
    service: 'tick',
    stage: 'dev',
    level,
    clock: { now: () => START },
    sink: (line) => lines.push(line),
  });
  return {
    journal,
    written: () => lines.map((line) => JSON.parse(line)),
  };
}

describe('the line of an evaluation', () => {
  test('has the target, the change, its reason and its outcome', () => {
    const { journal, written } = journalAt();

    journal.evaluated(evaluation(APPLIED));

    expect(written()).toEqual([
      {
        level: 'INFO',
        message: 'web scales out 2 → 4: load is 40 for a target of 10',
        timestamp: '2026-01-05T09:00:00.000Z',
        service: 'tick',
        stage: 'dev',
        target: 'web',
        action: 'scale-out',
        from: 2,
        to: 4,
        reason: 'recommended',
        steps: [],
        outcome: { status: 'applied' },
      },
    ]);
  });

  test.each([
    { name: 'a change', each: evaluation(APPLIED), level: 'INFO' },
    { name: 'a change in shadow mode', each: evaluation(UNCHANGED), level: 'INFO' },
    { name: 'nothing to do', each: evaluation(UNCHANGED, HOLD), level: 'DEBUG' },
    { name: 'superseded', each: evaluation({ status: 'superseded' }), level: 'DEBUG' },
    { name: 'a dry run', each: evaluation(UNCHANGED, {}, true), level: 'DEBUG' },
    { name: 'a failed change', each: evaluation(THROTTLED), level: 'WARN' },
    { name: 'a refused change', each: evaluation(DENIED), level: 'WARN' },
    { name: 'an unknown target', each: evaluation(UNCHANGED, UNKNOWN), level: 'WARN' },
    { name: 'a missing reading', each: evaluation(UNCHANGED, BLIND), level: 'WARN' },
  ])('is $level for $name', ({ each, level }) => {
    const { journal, written } = journalAt();

    journal.evaluated(each);

    expect(written()).toMatchObject([{ level }]);
  });

  test('names the readings that are missing', () => {
    const { journal, written } = journalAt();

    journal.evaluated(evaluation(UNCHANGED, BLIND));

    expect(written()).toMatchObject([{ missing: { load: 'throttled' } }]);
  });

  test('says that a dry run was one', () => {
    const { journal, written } = journalAt();

    journal.evaluated(evaluation(UNCHANGED, {}, true));

    expect(written()).toMatchObject([{ dryRun: true }]);
  });

  test('is not written at the ordinary level where nothing happened', () => {
    const { journal, written } = journalAt('info');

    journal.evaluated(evaluation(UNCHANGED, HOLD));

    expect(written()).toEqual([]);
  });
});

describe('the metrics of an invocation', () => {
  test('count what happened, once an invocation', () => {
    const { journal, written } = journalAt('error');

    journal.evaluated(evaluation(APPLIED));
    journal.evaluated(evaluation(APPLIED, SCALE_IN));
    journal.evaluated(evaluation(UNCHANGED, BLIND));
    journal.evaluated(evaluation(UNCHANGED, UNKNOWN));
    journal.evaluated(evaluation(THROTTLED));
    journal.evaluated(evaluation(DENIED));
    journal.evaluated(evaluation({ status: 'superseded' }));
    journal.flush();

    expect(written()).toMatchObject([
      {
        Stage: 'dev',
        Evaluations: 7,
        ScaleOuts: 1,
        ScaleIns: 1,
        MissingReadings: 1,
        UnavailableTargets: 1,
        FailedActions: 2,
      },
    ]);
  });

  test('start anew with the next invocation', () => {
    const { journal, written } = journalAt('error');
    journal.evaluated(evaluation(APPLIED));
    journal.flush();

    journal.evaluated(evaluation(UNCHANGED, HOLD));
    journal.flush();

    expect(written().map(({ Evaluations, ScaleOuts }) => [Evaluations, ScaleOuts])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });

  test('are not written where nothing was evaluated', () => {
    const { journal, written } = journalAt();

    journal.flush();

    expect(written()).toEqual([]);
  });

  test('do not count dry runs: looking must not raise an alarm', () => {
    const { journal, written } = journalAt('error');

    journal.evaluated(evaluation(UNCHANGED, BLIND, true));
    journal.flush();

    expect(written()).toEqual([]);
  });
});

test('a note is a line of its level', () => {
  const { journal, written } = journalAt();

  journal.noted('error', 'a bug in source sqs-queue', { error: 'TypeError' });

  expect(written()).toMatchObject([
    { level: 'ERROR', message: 'a bug in source sqs-queue', error: 'TypeError', service: 'tick' },
  ]);
});
