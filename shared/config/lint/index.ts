/** Every rule of lint, in alphabetical order. To add one: write its file, then name it here. */
import { aboveHighestCapacity } from './above-highest-capacity.ts';
import { belowLowestCapacity } from './below-lowest-capacity.ts';
import { stuckAtZero } from './stuck-at-zero.ts';
import { twoOwners } from './two-owners.ts';
import { unknownSource } from './unknown-source.ts';
import { unusedSource } from './unused-source.ts';

export const rules = [
  aboveHighestCapacity,
  belowLowestCapacity,
  stuckAtZero,
  twoOwners,
  unknownSource,
  unusedSource,
] as const;
