/** @module The frames that the page script draws its charts and its list into. */
import type { Drawing } from '../../web/report/drawing.ts';
import { durationText } from '../../web/report/figures.ts';
import type { TitledChart, TitledDrawing } from './drawn.ts';
import { figure, fixed } from './figures.ts';
import { type Markup, markup, NOTHING } from './markup.ts';
import type { Timeline } from './report-document.ts';

/** The charts, each with its figures in words for whoever cannot see it. */
export function timelineSection(
  timeline: Timeline,
  drawing: TitledDrawing,
  decisionsMade: number,
): Markup {
  return markup`<section>
<h2>Over time</h2>
<p>${sentencesOf(timeline, drawing.step).join(' ')}</p>
<div class="toolbar" role="group" aria-label="Zoom all charts">
<button type="button" id="zoom-in" aria-label="Zoom in">+</button>
<button type="button" id="zoom-out" aria-label="Zoom out">−</button>
<button type="button" id="earlier" aria-label="Earlier">←</button>
<button type="button" id="later" aria-label="Later">→</button>
<button type="button" id="whole">Whole run</button>
<span id="window" role="status"></span>${decisionsMade === 0 ? NOTHING : KINDS}
</div>
<p class="hint"><span class="with-mouse">Drag over a chart to zoom all of them, double-click to see the whole run. </span>▲ scales out, ▼ scales in: <span class="with-mouse">point at</span><span class="with-finger">tap</span> a mark to read why, or read the list below.</p>
<noscript><p class="note">The charts are drawn by a script in this file; it is switched off here. Figures and tables need none.</p></noscript>
${drawing.charts.map(
  (chart) => markup`<figure class="chart" id="${chart.id}" aria-labelledby="${chart.id}-title">
<figcaption><h3 id="${chart.id}-title">${chart.title}${chart.unit === null ? NOTHING : markup` <span class="unit">${chart.unit}</span>`}</h3>
<p id="${chart.id}-words">${wordsOf(chart)}</p></figcaption>
<ul class="legend"></ul>
<div class="plot" role="img" aria-labelledby="${chart.id}-title" aria-describedby="${chart.id}-words"></div>
</figure>
`,
)}<div id="tip" hidden></div>
</section>`;
}

/** Holds are many; they are marked and listed when asked for. */
const KINDS = markup`
<label>Decisions <select id="kind"><option value="changes">changes</option><option value="scale-out">scale-out</option><option value="scale-in">scale-in</option><option value="hold">holds</option><option value="all">all</option></select></label>`;

/** The list that the script fills with the decisions of the time in view. */
export function decisionSection({ decisions }: Drawing, made: number): Markup {
  return made === 0
    ? NOTHING
    : markup`<section>
<h2>Decisions</h2>
${
  decisions.length === made
    ? NOTHING
    : markup`<p class="note">Marked and explained are the ${fixed(decisions.length, 0)} decisions of ${fixed(made, 0)} that moved the capacity most.</p>`
}
<p id="count" role="status"></p>
<ol id="decisions"></ol>
<button type="button" id="more" hidden>Show more</button>
</section>`;
}

/** How the objective was missed, in words. */
const MISSED = {
  service: {
    never: 'Capacity was never short of the load.',
    shaded: 'with more load than the capacity in service can serve',
  },
  queue: {
    never: 'No message waited longer than the objective.',
    shaded: 'with a message waiting longer than the objective',
  },
} as const;

function sentencesOf(timeline: Timeline, step: number): readonly string[] {
  return [
    violationSentence(timeline),
    ...(timeline.scoredFrom === undefined
      ? []
      : ['The grey stretch at the start is warm-up, not scored.']),
    ...(step === timeline.every
      ? []
      : [`The lines show the lows and highs of every ${durationText(2 * step)}.`]),
  ];
}

function violationSentence({ violations, kind }: Timeline): string {
  if (violations.length === 0) {
    return MISSED[kind].never;
  }
  const lengths = violations.map(({ from, to }) => (to - from) / 1000);
  const sum = lengths.reduce((total, length) => total + length, 0);
  return (
    `Shaded: ${durationText(sum)} ${MISSED[kind].shaded}, in ${fixed(lengths.length, 0)} ` +
    `${lengths.length === 1 ? 'spell' : 'spells'}, the longest ${durationText(greatest(lengths))}.`
  );
}

/** The least and the greatest value of every line. */
function wordsOf({ lines, quantity, objective }: TitledChart): string {
  const write = quantity === 'duration' ? durationText : figure;
  const sentences = lines
    .filter(({ role }) => role !== 'forecast-bound')
    .map(({ label, values }) => {
      const known = values.filter((value) => value !== null);
      return known.length === 0
        ? `${label}: nothing measured.`
        : `${label}: ${write(least(known))} to ${write(greatest(known))}.`;
    });
  return [...sentences, ...(objective === null ? [] : [`Objective: ${write(objective)}.`])].join(
    ' ',
  );
}

function least(values: readonly number[]): number {
  return values.reduce((one, other) => Math.min(one, other));
}

function greatest(values: readonly number[]): number {
  return values.reduce((one, other) => Math.max(one, other));
}
