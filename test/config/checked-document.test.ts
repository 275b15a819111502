import { describe, expect, test } from 'vitest';
import { checkedDocument } from '../../shared/config/checked-document.ts';

const plan = (policy: string) => `version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 9 }
    sources:
      jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/jobs' }
    policies:
      - ${policy}
`;

const problemsOf = async (policy: string) => {
  const result = await checkedDocument(plan(policy));
  return (result.status === 'valid' ? result.warnings : result.problems).map(
    ({ line, message }) => `${line} ${message}`,
  );
};

describe('a checked document', () => {
  test('tells a script that cannot be run, and where', async () => {
    expect(await problemsOf('{ type: lua, sources: [jobs], script: "retrun 1" }')).toEqual([
      "9 the script cannot be run: script:1: syntax error near '1'",
    ]);
  });

  test('tells a formula that is none, and where', async () => {
    expect(await problemsOf('{ type: formula, capacity: "jobs / (2" }')).toEqual(
      [
        expect.stringMatching(/^9 the formula is wrong at 1:10: /),
        '7 nothing uses the source "jobs"',
      ].toSorted(),
    );
  });

  test.each([
    '{ type: lua, sources: [jobs, nope], script: "return metrics.jobs" }',
    '{ type: formula, capacity: "jobs + nope" }',
    '{ type: formula, capacity: "jobs + nope-depth" }',
  ])('tells a source that is not there: %s', async (policy) => {
    expect((await problemsOf(policy))[0]).toBe('9 there is no source "nope"; there is "jobs"');
  });

  test.each([
    '{ type: lua, sources: [jobs], script: "return metrics.jobs / 10" }',
    '{ type: formula, capacity: "jobs / 10" }',
  ])('has nothing to say of %s', async (policy) => {
    expect(await problemsOf(policy)).toEqual([]);
  });
});
