/** @module What lies behind the lines: violations, warm-up; and the objective before them. */
import uPlot from 'uplot';
import type { Drawing } from './drawing.ts';
import { colour } from './palette.ts';

/** A solid strip along the top says where a violation is without its colour. */
const STRIP = 4;

/** Shades what is not scored, and every violation. */
export function shade(self: uPlot, { violations, scoredFrom, start }: Drawing): void {
  if (scoredFrom !== null) {
    fill(self, { from: start, to: scoredFrom, style: colour('warm-up') });
  }
  for (const [from, to] of violations) {
    fill(self, { from, to, style: colour('violation-fill') });
    fill(self, { from, to, style: colour('violation'), height: STRIP * uPlot.pxRatio });
  }
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
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.setLineDash([8 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

function fill(
  self: uPlot,
  {
    from,
    to,
    style,
    height = self.bbox.height,
  }: {
    readonly from: number;
    readonly to: number;
    readonly style: string;
    readonly height?: number;
  },
): void {
  const { ctx, bbox } = self;
  const right = bbox.left + bbox.width;
  const left = Math.max(bbox.left, self.valToPos(from, 'x', true));
  const end = Math.min(right, self.valToPos(to, 'x', true));
  if (end < bbox.left || left > right) {
    return;
  }
  ctx.save();
  ctx.fillStyle = style;
  ctx.fillRect(left, bbox.top, Math.max(uPlot.pxRatio, end - left), height);
  ctx.restore();
}
