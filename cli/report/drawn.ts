/** @module A run's timeline as charts. */
import type { Chart, Drawing, Line, Role } from '../../web/report/drawing.ts';
import { chosenDecisions } from './chosen-decisions.ts';
import type {
  ForecastBand,
  QueueTimeline,
  ReportedDecision,
  Series,
  ServiceTimeline,
  Span,
  Timeline,
} from './report-document.ts';
import { type Thinning, thinned, thinningOf } from './thinned.ts';

/** A chart with what the page says of it. */
export interface TitledChart extends Chart {
  readonly title: string;
  /** What the axis counts. */
  readonly unit: string | null;
}

/** A drawing whose charts have titles. */
export interface TitledDrawing extends Drawing {
  readonly charts: readonly TitledChart[];
}

/** Spans at most, some 80 a day for a year; beyond that neighbours are joined. */
const MOST_SPANS = 30_000;

/** The charts of a run, thinned to what a screen can show. */
export function drawn(timeline: Timeline, decisions: readonly ReportedDecision[]): TitledDrawing {
  const thinning = thinningOf(timeline.desired.length);
  const charts =
    timeline.kind === 'service'
      ? serviceCharts(timeline, thinning)
      : queueCharts(timeline, thinning);
  return {
    start: timeline.start / 1000,
    step: timeline.every / thinning.pointsPerRow,
    points: thinning.points,
    end: timeline.start / 1000 + timeline.desired.length * timeline.every,
    scoredFrom: timeline.scoredFrom === undefined ? null : timeline.scoredFrom / 1000,
    violations: joined(timeline.violations).map(({ from, to }) => [
      (from - timeline.start) / 1000,
      (to - timeline.start) / 1000,
    ]),
    charts,
    decisions: chosenDecisions(decisions).map((decision) => ({
      ...decision,
      at: decision.at / 1000,
    })),
  };
}

function serviceCharts(timeline: ServiceTimeline, thinning: Thinning): readonly TitledChart[] {
  const { needed, load, loadUnit, forecast } = timeline;
  return [
    capacityChart(timeline, lines(thinning, [['Needed', 'needed', needed]]), thinning),
    loadChart('Load', { load, loadUnit, forecast }, thinning),
  ];
}

function queueCharts(timeline: QueueTimeline, thinning: Thinning): readonly TitledChart[] {
  const { visible, inFlight, ageOfOldest, objective } = timeline;
  const { arrivals: load, loadUnit, forecast } = timeline;
  return [
    {
      ...PLAIN,
      id: 'age',
      title: 'Age of the oldest message',
      unit: null,
      quantity: 'duration',
      objective,
      lines: lines(thinning, [['Age of oldest', 'age', ageOfOldest]]),
    },
    capacityChart(timeline, [], thinning),
    {
      ...PLAIN,
      id: 'backlog',
      title: 'Backlog',
      unit: 'messages',
      lines: lines(thinning, [
        ['Visible', 'visible', visible],
        ['In flight', 'in-flight', inFlight],
      ]),
    },
    loadChart('Arrivals', { load, loadUnit, forecast }, thinning),
  ];
}

/** What was asked for and what served, below what else is told of capacity. */
function capacityChart(
  { desired, inService }: Pick<ServiceTimeline, 'desired' | 'inService'>,
  others: readonly Line[],
  thinning: Thinning,
): TitledChart {
  return {
    ...PLAIN,
    id: 'capacity',
    title: 'Capacity',
    unit: 'units',
    marksDecisions: true,
    isTall: true,
    lines: [
      ...others,
      ...lines(thinning, [
        ['Desired', 'desired', desired],
        ['In service', 'in-service', inService],
      ]),
    ],
  };
}

function loadChart(
  title: string,
  {
    load,
    loadUnit,
    forecast,
  }: {
    readonly load: Series;
    readonly loadUnit: string;
    readonly forecast: ForecastBand | undefined;
  },
  thinning: Thinning,
): TitledChart {
  const measured = lines(thinning, [[title, 'load', load]]);
  const chart = { ...PLAIN, id: 'load', title, unit: loadUnit, lines: measured };
  return forecast === undefined
    ? chart
    : {
        ...chart,
        band: { upper: 0, lower: 1 },
        lines: [
          ...lines(thinning, [
            ['Forecast, upper', 'forecast-bound', forecast.upper],
            ['Forecast, lower', 'forecast-bound', forecast.lower],
            ['Forecast', 'forecast', forecast.middle],
          ]),
          ...measured,
        ],
      };
}

const PLAIN = {
  quantity: 'number',
  marksDecisions: false,
  isTall: false,
  objective: null,
  band: null,
} as const;

function lines(
  thinning: Thinning,
  given: readonly (readonly [string, Role, Series])[],
): readonly Line[] {
  return given.map(([label, role, series]) => ({ label, role, values: thinned(series, thinning) }));
}

/** The spans, the narrowest gaps closed until there are few enough. */
function joined(spans: readonly Span[], most = MOST_SPANS): readonly Span[] {
  const gapBefore = (place: number) => (spans[place]?.from ?? 0) - (spans[place - 1]?.to ?? 0);
  const closed = new Set(
    spans
      .map((_, place) => place)
      .slice(1)
      .toSorted((one, other) => gapBefore(one) - gapBefore(other))
      .slice(0, Math.max(0, spans.length - most)),
  );
  const result: Span[] = [];
  spans.forEach((span, place) => {
    const last = result.at(-1);
    if (last !== undefined && closed.has(place)) {
      result[result.length - 1] = { from: last.from, to: span.to };
    } else {
      result.push(span);
    }
  });
  return result;
}
