import { describe, expect, it } from 'vitest';
import { isSevereEnough, severities } from '../../shared/core/notice.ts';

describe('isSevereEnough', () => {
  it.each([
    { least: 'info', passing: ['info', 'warning', 'critical'] },
    { least: 'warning', passing: ['warning', 'critical'] },
    { least: 'critical', passing: ['critical'] },
  ] as const)('lets from $least on pass: $passing', ({ least, passing }) => {
    expect(severities.filter((severity) => isSevereEnough(severity, least))).toEqual(passing);
  });
});
