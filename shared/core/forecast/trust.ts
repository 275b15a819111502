/** @module How far a forecast is followed. */
import { round } from '../quantity.ts';
import type { LoadForecast } from './load-forecast.ts';

/** So much skill over a week may be luck: it earns no weight … */
const LUCK = 0.1;
/** … and so much earns all of it. */
const FULL_SKILL = 0.3;

/** A weight from 0 to 1, and why, for people. */
export interface Trust {
  readonly weight: number;
  readonly because: string;
}

/**
 * The weight of a forecast grows with its skill over the last week, and is nothing where what
 * happens now told nearly as much: the last value, the mean of the last hour.
 */
export function trustIn({ skill }: Pick<LoadForecast, 'skill'>): Trust {
  const weight = Math.min(1, Math.max(0, (skill - LUCK) / (FULL_SKILL - LUCK)));
  const percent = `${round(Math.abs(skill) * 100)} %`;
  const than = `${percent} ${skill < 0 ? 'worse' : 'better'} than the best simple rule`;
  const how =
    weight === 0
      ? 'not followed'
      : weight === 1
        ? 'followed'
        : `followed by ${Math.round(weight * 100)} %`;
  return { weight, because: `${how}: lately such forecasts were ${than}` };
}
