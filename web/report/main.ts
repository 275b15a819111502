/** @module The page: draws the charts, and keeps charts, list and zoom in step. */
import { chartOf } from './chart.ts';
import { choiceOf } from './choice.ts';
import { decisionList } from './decision-list.ts';
import type { Drawing } from './drawing.ts';
import { elementOf } from './elements.ts';
import { tip } from './tip.ts';
import { zoom } from './zoom.ts';

const drawing: Drawing = JSON.parse(elementOf('drawing').textContent ?? '');
const view = zoom(drawing);
const shownTip = tip();
const choice = choiceOf(drawing.decisions);
const charts = drawing.charts.map((chart) =>
  chartOf(chart, drawing, { view, choice, tip: shownTip }),
);

if (drawing.decisions.length > 0) {
  decisionList({
    view,
    choice,
    pointAt: (at) => {
      for (const chart of charts) {
        chart.pointAt(at);
      }
    },
  });
}
view.showWhole();

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const chart of charts) {
    chart.repaint();
  }
});
