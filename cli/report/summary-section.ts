/** @module What the report is of, its few figures, and what was set. */
import { type Markup, markup, NOTHING } from './markup.ts';
import type { ReportDocument, SummaryCard } from './report-document.ts';

/** The heading, where the figures come from, and the figures. */
export function summarySection({ title, plan, trace, seed, cards }: ReportDocument): Markup {
  return markup`<header>
<h1>${title}</h1>
<p class="origin">Plan <strong>${plan}</strong> · trace <strong>${trace}</strong> · seed <strong>${seed}</strong></p>
</header>
${
  cards.length === 0
    ? NOTHING
    : markup`<section aria-label="Summary">
<dl class="cards">
${cards.map(card)}</dl>
</section>`
}`;
}

/** Everything that was set, for whoever wants the same numbers. */
export function parameterSection({ parameters }: ReportDocument): Markup {
  return parameters.length === 0
    ? NOTHING
    : markup`<section>
<h2>Parameters</h2>
<dl class="parameters">
${parameters.map(({ name, value }) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>
</section>`;
}

const VERDICTS = {
  met: { class: 'met', words: '✓ met' },
  missed: { class: 'missed', words: '✗ missed' },
} as const;

function card({ label, value, note, verdict }: SummaryCard): Markup {
  const judged = verdict === undefined ? undefined : VERDICTS[verdict];
  return markup`<div class="card ${judged?.class ?? ''}"><dt>${label}</dt>
<dd class="value">${value}</dd>${
    judged === undefined ? NOTHING : markup`<dd class="verdict">${judged.words}</dd>`
  }${note === undefined ? NOTHING : markup`<dd class="note">${note}</dd>`}</div>
`;
}
