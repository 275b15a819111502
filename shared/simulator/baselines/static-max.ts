/** @module A fixed fleet that is always enough. */
import { fixed, maximumOf } from './mechanisms/fixed.ts';

/** Sized for the highest load that will be scored: never short, and dear. */
export const staticMax = fixed(
  { name: 'static-max', about: 'a fixed fleet, sized for the maximum of this very load' },
  { levelOf: maximumOf, grid: [{ times: 1 }] },
);
