/** @module The axes of a chart. */
import type uPlot from 'uplot';
import type { Chart } from './drawing.ts';
import { tickText, timeTicks } from './figures.ts';
import { colour } from './palette.ts';

const FONT = '12px system-ui, sans-serif';
const NARROW = 480;
/** Ticks of a time axis stand on round lengths, in seconds. */
const ROUND_LENGTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
  172_800, 604_800, 1_209_600, 2_592_000,
];

/** UTC, the day under the first label and where it begins. */
export function timeAxis(): uPlot.Axis {
  return {
    ...ink(),
    space: (self) => (self.width < NARROW ? 56 : 72),
    size: 44,
    values: (_, splits, __, ___, increment) => timeTicks(splits, increment),
  };
}

/** From 0; lengths of time on round ones. */
export function valueAxis({ quantity }: Chart): uPlot.Axis {
  return {
    ...ink(),
    size: 64,
    space: 32,
    values: (_, splits) => splits.map((value) => tickText(value, quantity)),
    ...(quantity === 'duration' ? { incrs: ROUND_LENGTHS } : {}),
  };
}

function ink(): uPlot.Axis {
  return {
    font: FONT,
    stroke: () => colour('muted'),
    grid: { stroke: () => colour('grid'), width: 1 },
    ticks: { stroke: () => colour('grid'), width: 1, size: 5 },
  };
}
