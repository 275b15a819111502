import { describe, expect, it } from 'vitest';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import { resolvedDocument } from '../../shared/config/plan-schema.ts';

const text = (notify: string) => `
version: 1
${notify}
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 9 }
    sources: { jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/jobs' } }
    policies: [{ type: backlog-per-worker, source: jobs, acceptableLatency: 60s, serviceTime: 2s }]
  api:
    target: { type: auto-scaling-group, name: api }
    capacity: { min: 1, max: 9 }
    sources: { jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/jobs' } }
    policies: [{ type: backlog-per-worker, source: jobs, acceptableLatency: 60s, serviceTime: 2s }]
`;

function plansOf(notify: string) {
  const result = readPlanDocument(text(notify));
  if (result.status === 'invalid') {
    throw new Error(JSON.stringify(result.problems));
  }
  return result.plans;
}

describe("the plan's notify", () => {
  it('goes to every target, with its defaults', () => {
    const plans = plansOf('notify: { eventBus: default, repeatEvery: 2h }');

    expect(plans.map(({ notify }) => notify)).toEqual(
      Array(2).fill({
        eventBus: 'default',
        minimumSeverity: 'info',
        bigChange: { percent: 50, units: 5 },
        repeatEvery: 7200,
        patience: 600,
      }),
    );
  });

  it('stands once in the document with every default', () => {
    const document = resolvedDocument(plansOf('notify: { eventBus: default }'));

    expect(document).toMatchObject({
      notify: { eventBus: 'default', repeatEvery: '1h', patience: '10m' },
    });
    expect(JSON.stringify(document).match(/eventBus/g)).toHaveLength(1);
  });

  it('is not there where nobody is to be told', () => {
    const plans = plansOf('');

    expect(plans.every((plan) => !('notify' in plan))).toBe(true);
    expect(resolvedDocument(plans)).not.toHaveProperty('notify');
  });

  it('is refused with its line when it names nobody', () => {
    expect(readPlanDocument(text('notify: { minimumSeverity: warning }'))).toMatchObject({
      status: 'invalid',
      problems: [{ line: 3, path: ['notify'], message: expect.stringContaining('nobody is told') }],
    });
  });
});
