/** Every limit, in the order in which they are asked. To add one: write its file, name it here. */
import { limitChain } from '../limit-chain.ts';
import { activation } from './activation.ts';
import { bounds } from './bounds.ts';
import { budget } from './budget.ts';
import { capacityShortage } from './capacity-shortage.ts';
import { ceiling } from './ceiling.ts';
import { cooldown } from './cooldown.ts';
import { downstream } from './downstream.ts';
import { fallback } from './fallback.ts';
import { flapBudget } from './flap-budget.ts';
import { override } from './override.ts';
import { scalingRate } from './scaling-rate.ts';
import { stabilizationWindow } from './stabilization-window.ts';
import { tolerance } from './tolerance.ts';

export const limits = limitChain(
  fallback,
  ceiling,
  activation,
  tolerance,
  stabilizationWindow,
  scalingRate,
  cooldown,
  flapBudget,
  downstream,
  capacityShortage,
  budget,
  override,
  bounds,
);
