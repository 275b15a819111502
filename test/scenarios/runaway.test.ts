import { expect, test } from 'vitest';
import {
  awsBudgetsRunaway,
  RUNAWAY,
  tidegateRunaway,
  unheldRunaway,
} from '../../shared/simulator/runaway.ts';

test('a retry storm against 100 USD an hour stays under it, minute for minute', () => {
  const { overshootUsd, overshootMinutes, highestRate, usd, counted } = tidegateRunaway(RUNAWAY);

  expect({ overshootUsd, overshootMinutes }).toEqual({ overshootUsd: 0, overshootMinutes: 0 });
  expect(highestRate).toBeGreaterThan(99);
  expect(highestRate).toBeLessThanOrEqual(100 + 1e-6);
  // What the ledger counted, and what the simulated cloud charged.
  expect(Math.abs((counted ?? 0) - usd)).toBeLessThan(0.01);
});

test('AWS Budgets alone stops it only when the bill has come, thousands of dollars later', () => {
  const late = awsBudgetsRunaway(RUNAWAY);
  const unheld = unheldRunaway(RUNAWAY);

  expect(late.overshootUsd).toBeGreaterThan(5000);
  expect(late.overshootMinutes).toBeGreaterThan(12 * 60);
  expect(unheld.overshootUsd).toBeGreaterThan(late.overshootUsd);
});
