import { describe, expect, test } from 'vitest';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import { instant } from '../../shared/core/units.ts';

const NOW = instant(Date.parse('2026-11-22T12:00:00Z'));

const document = (windows: string) => `
version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 2, max: 20 }
    unit: { warmUp: 60s }
    sources:
      jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/123456789012/jobs' }
    policies:
      - { type: queue-latency, source: jobs, objective: 3m, serviceTime: 6s }
      - type: schedule
        timeZone: Europe/Berlin
        windows: [${windows}]
`;

describe('lint of what the coming year brings', () => {
  test('warns at its line, with the date, and only where it is told what time it is', () => {
    const text = document('{ name: early, cron: 30 2 * * *, for: 1h, min: 5 }');

    const dated = readPlanDocument(text, { now: NOW });
    const undated = readPlanDocument(text);

    expect(dated).toMatchObject({
      status: 'valid',
      warnings: [
        {
          severity: 'warning',
          line: 14,
          message: expect.stringContaining('jump over on 2027-03-28: it starts at 03:00 that day'),
        },
      ],
    });
    expect(undated).toMatchObject({ status: 'valid', warnings: [] });
  });

  test.each([
    { window: '{ name: a, cron: 61 2 * * *, for: 1h, min: 5 }', message: 'the minute "61"' },
    { window: '{ name: a, cron: 0 0 31 2 *, for: 1h, min: 5 }', message: 'never opens' },
    { window: '{ name: a, cron: 0 9 * * *, for: 1h, mim: 5 }', message: 'unknown key "mim"' },
    {
      window: '{ name: a, from: 2026-12-01T00:00, to: 2026-12-01T00:00, min: 5 }',
      message: 'ends when it starts',
    },
    { window: '{ name: a, from: 2026-12-01T00:00, for: 1h, min: 5 }', message: 'to is missing' },
    { window: '{ name: a, min: 5 }', message: '{ name, from, to, … }' },
    {
      window: '{ name: a, cron: 0 9 * * *, from: 2026-12-01T00:00 }',
      message: '{ name, cron, for',
    },
    { window: 'lunch', message: '{ name, cron, for' },
  ])('refuses $window: $message', ({ window, message }) => {
    const result = readPlanDocument(document(window));

    const said = result.status === 'invalid' ? result.problems.map((each) => each.message) : [];
    expect(said.join('\n')).toContain(message);
  });
});
