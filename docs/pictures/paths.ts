/** @module Series as SVG paths, with no more points than can be seen. */

/** Where values and steps of time lie in the picture. */
export interface Axes {
  x(step: number): number;
  y(value: number): number;
}

const MOST_POINTS = 300;

/** A line through the values; a gap where there is none. */
export function linePath(
  {
    values,
    isStepped = false,
  }: { readonly values: ArrayLike<number>; readonly isStepped?: boolean },
  axes: Axes,
): string {
  return isStepped ? stairs(values, axes) : slopes(values, axes);
}

/** The outline of what lies between two series. */
export function bandPath(
  { lower, upper }: { readonly lower: ArrayLike<number>; readonly upper: ArrayLike<number> },
  { x, y }: Axes,
): string {
  const corner = ({ step, value }: Point) => `${short(x(step))} ${short(y(value))}`;
  const over = points(upper).filter(isKnown).map(corner);
  const back = points(lower).filter(isKnown).map(corner).toReversed();
  return `M${[...over, ...back].join('L')}Z`;
}

/** A coordinate to a tenth of a pixel. */
export function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function stairs(values: ArrayLike<number>, { x, y }: Axes): string {
  let path = '';
  let before = Number.NaN;
  for (let step = 0; step <= values.length; step += 1) {
    const value = values[step] ?? Number.NaN;
    if (Number.isNaN(before) && !Number.isNaN(value)) {
      path += `M${short(x(step))} ${short(y(value))}`;
    } else if (!Number.isNaN(before) && value !== before) {
      path += `H${short(x(step))}${Number.isNaN(value) ? '' : `V${short(y(value))}`}`;
    }
    before = value;
  }
  return path;
}

function slopes(values: ArrayLike<number>, { x, y }: Axes): string {
  let isDrawing = false;
  return points(values)
    .map((point) => {
      const to = isKnown(point)
        ? `${isDrawing ? 'L' : 'M'}${short(x(point.step))} ${short(y(point.value))}`
        : '';
      isDrawing = isKnown(point);
      return to;
    })
    .join('');
}

interface Point {
  readonly step: number;
  readonly value: number;
}

const isKnown = ({ value }: Point): boolean => !Number.isNaN(value);

/** The means of as many neighbours as it takes. */
function points(values: ArrayLike<number>): readonly Point[] {
  const every = Math.ceil(values.length / MOST_POINTS);
  return Array.from({ length: Math.ceil(values.length / every) }, (_, index) => {
    const group = Array.from(values).slice(index * every, (index + 1) * every);
    const known = group.filter((value) => !Number.isNaN(value));
    const sum = known.reduce((so, value) => so + value, 0);
    return {
      step: index * every + (group.length - 1) / 2,
      value: known.length === 0 ? Number.NaN : sum / known.length,
    };
  });
}
