/** @module The box that explains the decision under the pointer. */
import type uPlot from 'uplot';
import type { NearDecision } from './decision-marks.ts';
import { elementOf, made } from './elements.ts';
import { moveText, timeText } from './figures.ts';

export interface Tip {
  /** Shows a decision beside the pointer of a chart; hides without one. */
  show(near: NearDecision | undefined, chart: uPlot): void;
}

/** Between pointer and box, and between box and edge of the screen, in pixels. */
const GAP = 16;

/** The page's one box. Escape hides it. */
export function tip(): Tip {
  const box = elementOf('tip');
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') {
      box.hidden = true;
    }
  });

  return {
    show(near, chart) {
      box.hidden = near === undefined;
      if (near === undefined) {
        return;
      }
      const { decision, others } = near;
      box.replaceChildren(
        made('p', 'when', `${timeText(decision.at)} UTC · ${moveText(decision)}`),
        made('ul', '', ...decision.sentences.map((sentence) => made('li', '', sentence))),
        ...(others === 0
          ? []
          : [made('p', 'others', `${others} more here: zoom in to part them.`)]),
      );
      place(box, chart);
    },
  };
}

/** Right of the pointer, or left where there is no room; a narrow screen's style sheet decides. */
function place(box: HTMLElement, chart: uPlot): void {
  const { left, top } = chart.over.getBoundingClientRect();
  const pointer = left + (chart.cursor.left ?? 0);
  const right = pointer + GAP;
  const isRoomy = right + box.offsetWidth + GAP <= document.documentElement.clientWidth;
  const below = Math.min(top, innerHeight - box.offsetHeight - GAP);
  box.style.setProperty(
    '--tip-left',
    `${isRoomy ? right : Math.max(GAP, pointer - GAP - box.offsetWidth)}px`,
  );
  box.style.setProperty('--tip-top', `${Math.max(GAP, below)}px`);
}
