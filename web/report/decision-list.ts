/** @module The decisions of the time in view, as a list that keys can walk. */
import type { Choice } from './choice.ts';
import type { DrawnDecision } from './drawing.ts';
import { elementOf, made } from './elements.ts';
import { moveText, timeText } from './figures.ts';
import type { Stretch, Zoom } from './zoom.ts';

/** Entries that are added at once: enough to read, few enough for a phone. */
const BATCH = 25;

/** Keeps the list in step with the view; entry by entry it points at the charts. */
export function decisionList({
  view,
  choice,
  pointAt,
}: {
  readonly view: Zoom;
  readonly choice: Choice;
  readonly pointAt: (at: number) => void;
}): void {
  const list = elementOf('decisions');
  const more = elementOf('more');
  let stretch: Stretch | undefined;
  let listed: readonly DrawnDecision[] = [];

  function refill(): void {
    const chosen = choice.chosen();
    listed = chosen.filter(
      ({ at }) => stretch === undefined || (at >= stretch.from && at <= stretch.to),
    );
    list.replaceChildren();
    elementOf('count').textContent =
      `${listed.length.toLocaleString('en-US')} of ${chosen.length.toLocaleString('en-US')} ` +
      'are in the time in view. Open one to see what it rests on.';
    addBatch();
  }

  function addBatch(): void {
    const start = list.childElementCount;
    list.append(...listed.slice(start, start + BATCH).map((decision) => entry(decision, pointAt)));
    more.hidden = list.childElementCount >= listed.length;
  }

  more.addEventListener('click', () => {
    const first = list.childElementCount;
    addBatch();
    list.children[first]?.querySelector('summary')?.focus();
  });
  choice.onChange(refill);
  list.addEventListener('keydown', walk);
  view.onChange((shown) => {
    stretch = shown;
    refill();
  });
}

function entry(decision: DrawnDecision, pointAt: (at: number) => void): HTMLElement {
  const [headline = '', ...rest] = decision.sentences;
  const summary = made(
    'summary',
    '',
    made('span', 'when', timeText(decision.at)),
    made('span', `move ${decision.action}`, moveText(decision)),
    made('span', 'headline', headline),
  );
  const point = () => pointAt(decision.at);
  summary.addEventListener('focus', point);
  summary.addEventListener('mouseenter', point);
  return made(
    'li',
    '',
    made(
      'details',
      '',
      summary,
      made('ul', '', ...rest.map((sentence) => made('li', '', sentence))),
    ),
  );
}

/** Up and down go from entry to entry. */
function walk(event: KeyboardEvent): void {
  const { key, target } = event;
  if ((key !== 'ArrowDown' && key !== 'ArrowUp') || !(target instanceof HTMLElement)) {
    return;
  }
  const item = target.closest('li');
  const next = key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling;
  const summary = next?.querySelector('summary');
  if (target.tagName === 'SUMMARY' && summary instanceof HTMLElement) {
    event.preventDefault();
    summary.focus();
  }
}
