/** @module One chart: lines over time, with what was violated and decided. */
import uPlot from 'uplot';
import { timeAxis, valueAxis } from './axes.ts';
import type { Choice } from './choice.ts';
import { drawMarks, MARKS_HEIGHT, nearestDecision } from './decision-marks.ts';
import type { Chart, Drawing } from './drawing.ts';
import { elementOf, within } from './elements.ts';
import { legend } from './legend.ts';
import { bandsOf, pointsOf, seriesOf, valueRange } from './lines.ts';
import { drawObjective, shade } from './shading.ts';
import type { Tip } from './tip.ts';
import type { Zoom } from './zoom.ts';

/** A chart on the page. */
export interface PlacedChart {
  /** Moves the cross-hair to a time, in seconds since 1970. */
  pointAt(at: number): void;
  /** Draws again in the colours of now. */
  repaint(): void;
}

/** What a chart shares with the rest of the page. */
export interface Surroundings {
  readonly view: Zoom;
  readonly choice: Choice;
  readonly tip: Tip;
}

/** A drag shorter than this is a click, in pixels. */
const SHORTEST_DRAG = 6;
/** Below this width, in pixels, a chart is that of a phone. */
const NARROW = 480;

/** Draws a chart into its frame. */
export function chartOf(
  chart: Chart,
  drawing: Drawing,
  { view, choice, tip }: Surroundings,
): PlacedChart {
  const frame = elementOf(chart.id);
  const place = within(frame, '.plot');
  const names = legend(within(frame, '.legend'), chart, (line, isShown) =>
    plot.setSeries(line + 1, { show: isShown }),
  );
  const marked = () => (chart.marksDecisions ? choice.chosen() : []);

  function explainNearest(self: uPlot): void {
    const isPointedAt = self.over.matches(':hover');
    tip.show(isPointedAt ? nearestDecision(self, marked()) : undefined, self);
  }

  const plot = new uPlot(
    {
      ...sizeOf(place, chart),
      padding: [chart.marksDecisions ? MARKS_HEIGHT : 8, 22, 0, 0],
      legend: { show: false },
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      cursor: cursorOf(view),
      scales: { x: { time: true }, y: { range: valueRange(chart) } },
      axes: [timeAxis(), valueAxis(chart)],
      series: [{}, ...chart.lines.map(seriesOf)],
      bands: bandsOf(chart),
      hooks: {
        drawClear: [(self) => shade(self, drawing)],
        draw: [(self) => drawObjective(self, chart.objective), (self) => drawMarks(self, marked())],
        setSelect: [(self) => zoomToSelected(self, view)],
        setCursor: [
          (self) => names.showAt(self.cursor.idx ?? undefined, self.data),
          ...(chart.marksDecisions ? [explainNearest] : []),
        ],
      },
    },
    pointsOf(chart.lines, drawing),
    place,
  );
  view.onChange(({ from, to }) => plot.setScale('x', { min: from, max: to }));
  choice.onChange(() => plot.redraw(false));
  new ResizeObserver(() => plot.setSize(sizeOf(place, chart))).observe(place);

  return {
    pointAt: (at) =>
      plot.setCursor({ left: plot.valToPos(at, 'x'), top: plot.over.clientHeight / 2 }),
    repaint: () => plot.redraw(false),
  };
}

/** Pointers move together in all charts; a drag is the view's business. */
function cursorOf(view: Zoom): uPlot.Cursor {
  return {
    y: false,
    drag: { x: true, y: false, setScale: false, dist: SHORTEST_DRAG },
    sync: {
      key: 'report',
      scales: ['x', null],
      setSeries: false,
      filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' },
    },
    bind: {
      dblclick: () => () => {
        view.showWhole();
        return null;
      },
    },
  };
}

function zoomToSelected(self: uPlot, view: Zoom): void {
  const { left, width } = self.select;
  if (width >= SHORTEST_DRAG) {
    view.show({ from: self.posToVal(left, 'x'), to: self.posToVal(left + width, 'x') });
  }
  self.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function sizeOf(place: HTMLElement, { isTall }: Chart): { width: number; height: number } {
  const width = Math.max(200, place.clientWidth);
  const isNarrow = width < NARROW;
  return { width, height: isTall ? (isNarrow ? 230 : 280) : isNarrow ? 150 : 170 };
}
