import { describe, expect, test } from 'vitest';
import { jsonLog, type LogLevel } from '../../shared/observability/log.ts';
import { START } from '../support/builders.ts';

const clock = { now: () => START };

function logAt(level: LogLevel, fields: Readonly<Record<string, unknown>> = {}) {
  const lines: string[] = [];
  return { lines, log: jsonLog({ level, fields, clock, sink: (line) => lines.push(line) }) };
}

describe('a log', () => {
  test('writes one JSON object a line, with the fields of Powertools for AWS', () => {
    const { log, lines } = logAt('info', { service: 'tick', stage: 'prod' });

    log.write('warn', 'the tide\nturns', { target: 'web' });

    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'WARN',
      message: 'the tide\nturns',
      timestamp: '2026-01-05T09:00:00.000Z',
      service: 'tick',
      stage: 'prod',
      target: 'web',
    });
  });

  test.each([
    { level: 'debug', written: ['DEBUG', 'INFO', 'WARN', 'ERROR'] },
    { level: 'info', written: ['INFO', 'WARN', 'ERROR'] },
    { level: 'warn', written: ['WARN', 'ERROR'] },
    { level: 'error', written: ['ERROR'] },
  ] as const)('of level $level leaves out what is below', ({ level, written }) => {
    const { log, lines } = logAt(level);

    for (const each of ['debug', 'info', 'warn', 'error'] as const) {
      log.write(each, 'message');
    }

    expect(lines.map((line) => JSON.parse(line).level)).toEqual(written);
  });

  test('keeps its own fields when a detail has the name of one', () => {
    const { log, lines } = logAt('info', { service: 'tick' });

    log.write('error', 'failed', { level: 'fine', message: 'all is well', service: 'other' });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'ERROR',
      message: 'failed',
      service: 'tick',
    });
  });
});
