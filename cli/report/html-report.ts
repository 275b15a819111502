/** @module A report as one HTML file that needs no network and runs no code but its own. */
import { createHash } from 'node:crypto';
import { comparisonSection } from './comparison-section.ts';
import { drawn } from './drawn.ts';
import { type Markup, markup, NOTHING, scriptJson, trusted } from './markup.ts';
import { pageCode } from './page-code.ts';
import type { ReportDocument } from './report-document.ts';
import { reportTable } from './report-table.ts';
import { parameterSection, summarySection } from './summary-section.ts';
import { decisionSection, timelineSection } from './timeline-section.ts';

/** The whole file. The same document gives the same file, byte for byte. */
export async function htmlReport(document: ReportDocument): Promise<string> {
  const { script, styles } = await pageCode();
  const { timeline, comparison, tables } = document;
  const drawing = timeline === undefined ? undefined : drawn(timeline, document.decisions);
  const overTime =
    timeline === undefined || drawing === undefined
      ? NOTHING
      : timelineSection(timeline, drawing, document.decisions.length);
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor({ script, styles })}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${document.title}</title>
<link rel="icon" href="data:,">
<style>${trusted(styles)}</style>
</head>
<body>
<main>
${summarySection(document)}
${overTime}
${comparison === undefined ? NOTHING : comparisonSection(comparison)}
${tables.map((table) => markup`<section>${reportTable(table)}</section>\n`)}
${drawing === undefined ? NOTHING : decisionSection(drawing, document.decisions.length)}
${parameterSection(document)}
</main>
<footer><p>All times are UTC. Made by Tidegate; this file needs no network.</p></footer>
${drawing === undefined ? NOTHING : code(drawing, script)}
</body>
</html>
`;
  return page.html;
}

function code(drawing: unknown, script: string): Markup {
  return markup`<script type="application/json" id="drawing">${scriptJson(drawing)}</script>
<script>${trusted(script)}</script>`;
}

/** Nothing may load or run but this very script and style sheet, known by their hashes. */
function policyFor({
  script,
  styles,
}: {
  readonly script: string;
  readonly styles: string;
}): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(styles)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
