/** Every target type, in alphabetical order. To add one: write its file, then name it here. */
import { targetFamily } from '../target.ts';
import { autoScalingGroup } from './auto-scaling-group.ts';

export const targets = targetFamily(autoScalingGroup);
