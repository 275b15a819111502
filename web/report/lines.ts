/** @module The lines of a chart as the charting library wants them. */
import uPlot from 'uplot';
import type { Chart, Drawing, Line } from './drawing.ts';
import { colour, lookOf } from './palette.ts';

/** Times first, then the values of each line. */
export function pointsOf(
  lines: readonly Line[],
  { start, step, points }: Drawing,
): uPlot.AlignedData {
  const times = Array.from({ length: points }, (_, point) => start + point * step);
  return [times, ...lines.map(({ values }) => [...values])];
}

/** How a line is drawn. */
export function seriesOf({ label, role }: Line): uPlot.Series {
  const { width, dash, isFilled, isStepped } = lookOf(role);
  const stepped = isStepped ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    label,
    width,
    dash: [...dash],
    stroke: () => (width === 0 ? 'transparent' : colour(role)),
    points: { show: false },
    ...(isFilled ? { fill: () => colour(`${role}-fill`) } : {}),
    ...(stepped === undefined ? {} : { paths: stepped }),
  };
}

/** The area between two lines; the library counts the times as the first. */
export function bandsOf({ band }: Chart): uPlot.Band[] {
  if (band === null) {
    return [];
  }
  return [{ series: [band.upper + 1, band.lower + 1], fill: () => colour('forecast-fill') }];
}

/** From 0 to above the highest value in view, and above the objective where there is one. */
export function valueRange({ objective }: Chart): uPlot.Range.Function {
  return (_, __, greatest) => [0, 1.08 * Math.max(greatest ?? 0, objective ?? 0) || 1];
}
