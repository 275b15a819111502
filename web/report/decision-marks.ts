/** @module Decisions as marks above a chart: out in the upper row, in and holds in the lower. */
import uPlot from 'uplot';
import type { DrawnDecision } from './drawing.ts';
import { colour } from './palette.ts';

/** Room above the plot for two rows of marks, in pixels. */
export const MARKS_HEIGHT = 30;
/** A mark this near to the pointer is meant, in pixels. */
const REACH = 12;
const SIZE = 8;

/** The decisions near the pointer: the nearest, and how many others there are. */
export interface NearDecision {
  readonly decision: DrawnDecision;
  readonly others: number;
}

/** Draws the marks of the time in view. */
export function drawMarks(self: uPlot, decisions: readonly DrawnDecision[]): void {
  const { ctx, bbox } = self;
  const size = SIZE * uPlot.pxRatio;
  ctx.save();
  for (const { at, action } of decisions) {
    const x = self.valToPos(at, 'x', true);
    if (x >= bbox.left && x <= bbox.left + bbox.width) {
      const y = bbox.top - (action === 'scale-out' ? 21 : 8) * uPlot.pxRatio;
      ctx.fillStyle = colour(action);
      ctx.beginPath();
      outline(ctx, { x, y, half: size / 2, action });
      ctx.fill();
    }
  }
  ctx.restore();
}

/** The decision whose mark is nearest to the pointer, if one is in reach. */
export function nearestDecision(
  self: uPlot,
  decisions: readonly DrawnDecision[],
): NearDecision | undefined {
  const pointer = self.cursor.left ?? -1;
  if (pointer < 0) {
    return undefined;
  }
  const near = decisions
    .map((decision) => ({
      decision,
      distance: Math.abs(self.valToPos(decision.at, 'x') - pointer),
    }))
    .filter(({ distance }) => distance <= REACH)
    .toSorted((one, other) => one.distance - other.distance);
  const [nearest] = near;
  return nearest && { decision: nearest.decision, others: near.length - 1 };
}

function outline(
  ctx: CanvasRenderingContext2D,
  {
    x,
    y,
    half,
    action,
  }: {
    readonly x: number;
    readonly y: number;
    readonly half: number;
    readonly action: DrawnDecision['action'];
  },
): void {
  if (action === 'hold') {
    ctx.rect(x - half / 2, y - half / 2, half, half);
    return;
  }
  const tipOf = action === 'scale-out' ? y - half : y + half;
  const base = action === 'scale-out' ? y + half : y - half;
  ctx.moveTo(x, tipOf);
  ctx.lineTo(x + half, base);
  ctx.lineTo(x - half, base);
  ctx.closePath();
}
