/** @module A table that can be read aloud, and scrolled where it is wider than the screen. */
import { type Markup, markup, NOTHING } from './markup.ts';
import type { ReportTable } from './report-document.ts';

/** The first column names the row. */
export function reportTable({ caption, columns, rows }: ReportTable): Markup {
  return markup`<div class="scrolls" tabindex="0" role="region" aria-label="${caption}">
<table>
<caption>${caption}</caption>
<thead><tr>${columns.map(
    ({ heading, isNumeric }) =>
      markup`<th scope="col"${classIf(isNumeric, 'number')}>${heading}</th>`,
  )}</tr></thead>
<tbody>
${rows.map(
  ({ cells, isOurs }) =>
    markup`<tr${classIf(isOurs, 'ours')}>${cells.map((text, column) =>
      column === 0
        ? markup`<th scope="row">${text}${isOurs ? OURS : NOTHING}</th>`
        : markup`<td${classIf(columns[column]?.isNumeric === true, 'number')}>${text}</td>`,
    )}</tr>\n`,
)}</tbody>
</table>
</div>`;
}

/** Says in words which rows are ours: a colour alone would not. */
export const OURS: Markup = markup` <span class="tag">ours</span>`;

function classIf(isSo: boolean, name: string): Markup {
  return isSo ? markup` class="${name}"` : NOTHING;
}
