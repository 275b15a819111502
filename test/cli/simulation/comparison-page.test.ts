import { expect, test } from 'vitest';
import { comparisonPage, withHandwritten } from '../../../cli/simulation/comparison-page.ts';

const METHOD = { grid: 'quick', seeds: 1, mostDays: 14 };

test('a page that is made anew keeps what was written by hand below its tables', () => {
  const page = comparisonPage([], [], METHOD);
  const first = withHandwritten(page, '');

  const again = withHandwritten(page, `${first}\nWhere we lose, and why.\n`);

  expect(again.startsWith(page.trimEnd())).toBe(true);
  expect(again.match(/Written by hand/g)).toHaveLength(1);
  expect(again.endsWith('Where we lose, and why.\n')).toBe(true);
});
