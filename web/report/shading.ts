/** @module What lies behind the lines: violations, warm-up; and the objective before them. */
import uPlot from 'uplot';
import type { Drawing } from './drawing.ts';
import { colour } from './palette.ts';

/** A solid strip along the top says where a violation is without its colour. */
const STRIP = 4;

/** Seconds since 1970. */
type Span = readonly [from: number, to: number];

/** Shades what is not scored, and every violation. */
export function shade(self: uPlot, { violations, scoredFrom, start }: Drawing): void {
  const { height } = self.bbox;
  if (scoredFrom !== null) {
    fill(self, [[start, scoredFrom]], { style: colour('warm-up'), height });
  }
  const spans = violations.map(([from, to]): Span => [start + from, start + to]);
  fill(self, spans, { style: colour('violation-fill'), height });
  fill(self, spans, { style: colour('violation'), height: STRIP * uPlot.pxRatio });
}

/** A dashed line on the level that must not be passed. */
export function drawObjective(self: uPlot, objective: number | null): void {
  if (objective === null) {
    return;
  }
  const { ctx, bbox } = self;
  const y = Math.round(self.valToPos(objective, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour('violation');
  ctx.lineWidth = 2 * uPlot.pxRatio;
  ctx.setLineDash([8 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

/** Fills all spans as one shape, at least a pixel wide each: where they meet it is no darker. */
function fill(
  self: uPlot,
  spans: readonly Span[],
  { style, height }: { readonly style: string; readonly height: number },
): void {
  const { ctx, bbox } = self;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.beginPath();
  for (const [from, to] of spans) {
    const left = Math.max(bbox.left, self.valToPos(from, 'x', true));
    const end = Math.min(right, self.valToPos(to, 'x', true));
    if (end >= bbox.left && left <= right) {
      ctx.rect(left, bbox.top, Math.max(uPlot.pxRatio, end - left), height);
    }
  }
  ctx.fillStyle = style;
  ctx.fill();
  ctx.restore();
}
