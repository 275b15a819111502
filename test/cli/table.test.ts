import { describe, expect, it } from 'vitest';
import { table } from '../../cli/table.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell', () => {
    expect(table(['id', 'what'], [['web', 'a tier']]).split('\n')).toEqual([
      'id   what',
      'web  a tier',
    ]);
  });

  it('has the points of its numbers under one another', () => {
    const rows = [
      ['web', '1.44', '12 %'],
      ['jobs', '0.612', '3 %'],
      ['cron', '12', '–'],
      ['none', '–', ''],
    ];

    expect(table(['id', 'USD', 'used'], rows, [1, 2]).split('\n')).toEqual([
      'id       USD  used',
      'web    1.44   12 %',
      'jobs   0.612   3 %',
      'cron  12         –',
      'none       –',
    ]);
  });
});
