/** @module How far a forecast is followed. */
import { round } from '../quantity.ts';
import type { LoadForecast } from './load-forecast.ts';

/** A forecast that is better than every simple rule by this share is followed in full. */
const FULL_SKILL = 0.2;

/** A weight from 0 to 1, and why, for people. */
export interface Trust {
  readonly weight: number;
  readonly because: string;
}

/**
 * The weight of a forecast grows with its skill over the last week, and is nothing where what
 * happens now told as much: the last value, the mean of the last hour.
 */
export function trustIn({ skill }: Pick<LoadForecast, 'skill'>): Trust {
  const weight = Math.min(1, Math.max(0, skill / FULL_SKILL));
  const percent = round(Math.abs(skill) * 100);
  return {
    weight,
    because:
      weight === 0
        ? `not followed: lately such forecasts were ${percent} % worse than a simple rule`
        : weight === 1
          ? `followed: lately such forecasts were ${percent} % better than any simple rule`
          : `followed by ${Math.round(weight * 100)} %: lately such forecasts were ${percent} % ` +
            'better than any simple rule',
  };
}
