/** @module What hard caps leave, which neither the minimum nor an operator stands above. */
import type { Allowance } from '../model.ts';
import type { Capacity } from '../units.ts';

/** The most units under hard caps; undefined where none comes near, or there is no budget. */
export function hardMost({
  allowance,
  current,
}: {
  readonly allowance?: Allowance | undefined;
  readonly current: Capacity;
}): Capacity | undefined {
  if (allowance === undefined) {
    return undefined;
  }
  if (allowance.status === 'unknown') {
    return allowance.isHard ? current : undefined;
  }
  return allowance.hardMost;
}
