/** @module Panels over one time axis as a small SVG that reads well in light and in dark. */
import { bandPath, linePath, short } from './paths.ts';

/** What a line or a band stands for; each has its colour. */
export type Role = 'load' | 'needed' | 'in-service' | 'asked' | 'mark' | 'signal' | 'forecast';

/** One value for each step of time; NaN = none. */
export interface Line {
  readonly label: string;
  readonly role: Role;
  readonly values: ArrayLike<number>;
  /** Holds its value until the next one, as capacity does. */
  readonly isStepped?: boolean;
}

/** Between two series. */
export interface Band {
  readonly label: string;
  readonly role: Role;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/** A stretch of time with a colour behind everything, in steps from the left. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: 'missed' | 'window';
}

/** One set of axes. */
export interface Panel {
  readonly title: string;
  readonly height: number;
  readonly lines: readonly Line[];
  readonly band?: Band;
  readonly spans?: readonly Span[];
  /** What the spans of a kind are, for the legend. */
  readonly spanLabels?: Readonly<Partial<Record<Span['kind'], string>>>;
  /** Values beyond it are cut off. */
  readonly most?: number;
}

/** A whole picture; all series have `steps` values. */
export interface Picture {
  readonly title: string;
  readonly description: string;
  readonly steps: number;
  /** Where the axis has a label: the step, and the text. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly panels: readonly Panel[];
}

const WIDTH = 760;
const LEFT = 52;
const RIGHT = 24;
/** Above each panel, for its title and its legend. */
const HEAD = 34;
const FOOT = 26;

const STYLE = `
.page{fill:#fff;stroke:#d0d7de}.grid{stroke:#d8dee4}text{fill:#59636e;font:11px system-ui,sans-serif}
.title{fill:#1f2328;font-weight:600;font-size:12px}path{fill:none;stroke-width:1.6;stroke-linejoin:round}
.load{stroke:#59636e}.needed{stroke:#1f2328;stroke-width:1}.in-service{stroke:#0969da;stroke-width:2}
.asked{stroke:#8250df;stroke-dasharray:5 3;stroke-width:1.3}.mark{stroke:#bc4c00;stroke-dasharray:2 3}
.signal{stroke:#1a7f37}.forecast{stroke:#8250df}.band{stroke:none;fill:#8250df;fill-opacity:.16}
.missed{fill:#cf222e;fill-opacity:.22}.window{fill:#9a6700;fill-opacity:.12}
@media(prefers-color-scheme:dark){.page{fill:#0d1117;stroke:#3d444d}.grid{stroke:#262c36}
text{fill:#9198a1}.title{fill:#f0f6fc}.load{stroke:#9198a1}.needed{stroke:#f0f6fc}
.in-service{stroke:#4493f8}.asked,.forecast{stroke:#ab7df8}.mark{stroke:#f0883e}.signal{stroke:#3fb950}
.band{fill:#ab7df8;fill-opacity:.22}.missed{fill:#f85149;fill-opacity:.34}.window{fill:#d29922;fill-opacity:.2}}`
  .trim()
  .replaceAll('\n', '');

/** The picture as the text of an SVG file. */
export function svgOf({ title, description, steps, ticks, panels }: Picture): string {
  const height = panels.reduce((sum, panel) => sum + HEAD + panel.height, 0) + FOOT;
  const x = (step: number) => LEFT + (step / steps) * (WIDTH - LEFT - RIGHT);
  let top = 0;
  const drawn = panels.map((panel) => {
    top += HEAD + panel.height;
    return drawnPanel(panel, { top: top - panel.height, x, ticks });
  });
  const labels = ticks.map(
    ({ at, text }) =>
      `<text x="${short(x(at))}" y="${height - 9}" text-anchor="middle">${text}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img">`,
    `<title>${escaped(title)}</title><desc>${escaped(description)}</desc><style>${STYLE}</style>`,
    `<rect class="page" x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="6"/>`,
    ...drawn,
    ...labels,
    '</svg>\n',
  ].join('\n');
}

interface Place {
  readonly top: number;
  x(step: number): number;
  readonly ticks: Picture['ticks'];
}

function drawnPanel(panel: Panel, { top, x, ticks }: Place): string {
  const bottom = top + panel.height;
  const scale = scaleOf(panel);
  const y = (value: number) => bottom - (Math.min(value, scale.most) / scale.most) * panel.height;
  const right = WIDTH - RIGHT;
  const across = scale.marks.map(
    (value) =>
      `<path class="grid" d="M${LEFT} ${short(y(value))}H${right}"/>` +
      `<text x="${LEFT - 6}" y="${short(y(value) + 4)}" text-anchor="end">${withUnits(value)}</text>`,
  );
  const along = ticks.map(({ at }) => `<path class="grid" d="M${short(x(at))} ${top}V${bottom}"/>`);
  const spans = (panel.spans ?? []).map(
    ({ from, to, kind }) =>
      `<rect class="${kind}" x="${short(x(from))}" y="${top}" width="${short(Math.max(1, x(to) - x(from)))}" height="${panel.height}"/>`,
  );
  const { band } = panel;
  const between =
    band === undefined ? [] : [`<path class="band" d="${bandPath(band, { x, y })}"/>`];
  const lines = panel.lines.map(
    (line) => `<path class="${line.role}" d="${linePath(line, { x, y })}"/>`,
  );
  return [...across, ...along, ...spans, ...between, ...lines, head(panel, top)].join('\n');
}

/** The title at the left, and what each colour means at the right. */
function head(panel: Panel, top: number): string {
  const entries = [
    ...panel.lines.map(({ label, role }) => ({
      label,
      swatch: `<path class="${role}" d="M0 0H20"/>`,
    })),
    ...(panel.band === undefined ? [] : [{ label: panel.band.label, swatch: filled('band') }]),
    ...Object.entries(panel.spanLabels ?? {}).map(([kind, label]) => ({
      label: label ?? '',
      swatch: filled(kind),
    })),
  ];
  let right = WIDTH - RIGHT;
  const named = entries.filter(({ label }) => label !== '');
  const legend = named.toReversed().map(({ label, swatch }) => {
    right -= label.length * 5.8 + 38;
    return (
      `<g transform="translate(${short(right)} ${top - 12})">${swatch}` +
      `<text x="25" y="4">${escaped(label)}</text></g>`
    );
  });
  return `<text class="title" x="${LEFT}" y="${top - 8}">${escaped(panel.title)}</text>${legend.join('')}`;
}

function filled(kind: string): string {
  return `<rect class="${kind}" y="-5" width="20" height="10" stroke="none"/>`;
}

/** A round top for the axis, and where it is marked. */
function scaleOf({ lines, band, most }: Panel): { most: number; marks: readonly number[] } {
  const series = [
    ...lines.map(({ values }) => values),
    ...(band === undefined ? [] : [band.upper]),
  ];
  const highest = series
    .flatMap((values) => Array.from(values))
    .reduce((so, value) => (Number.isNaN(value) ? so : Math.max(so, value)), 0);
  const wanted = Math.min(most ?? Number.POSITIVE_INFINITY, Math.max(highest * 1.05, 1e-9));
  const size = 10 ** Math.floor(Math.log10(wanted));
  const step = [0.2, 0.5, 1, 2, 5].map((each) => each * size).find((each) => wanted / each <= 4);
  const every = step ?? size;
  const top = most ?? Math.ceil(wanted / every) * every;
  const count = Math.floor(top / every + 1e-9);
  return { most: top, marks: Array.from({ length: count + 1 }, (_, index) => index * every) };
}

function withUnits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 10_000 ? `${rounded / 1000}k` : String(rounded);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
