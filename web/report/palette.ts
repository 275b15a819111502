/** @module Colours and strokes by what a line means; the colours are in the style sheet. */
import type { Role } from './drawing.ts';

/** How a line looks: dashes and fills keep apart what colours alone would not. */
export interface Look {
  readonly width: number;
  readonly dash: readonly number[];
  readonly isFilled: boolean;
  /** Holds its value until the next point, as capacity does. */
  readonly isStepped: boolean;
}

const SOLID = { width: 1.5, dash: [], isFilled: false, isStepped: false } as const;

const LOOKS: Readonly<Record<Role, Look>> = {
  load: SOLID,
  needed: { ...SOLID, width: 1, isFilled: true, isStepped: true },
  'in-service': { ...SOLID, width: 2, isStepped: true },
  desired: { ...SOLID, dash: [4, 3], isStepped: true },
  visible: { ...SOLID, isFilled: true },
  'in-flight': { ...SOLID, dash: [5, 2] },
  age: { ...SOLID, width: 2 },
  forecast: { ...SOLID, dash: [6, 3] },
  'forecast-bound': { ...SOLID, width: 0 },
};

/** How a line of this meaning is drawn. */
export function lookOf(role: Role): Look {
  return LOOKS[role];
}

/** A colour of the style sheet as it is now, in light or in dark. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
