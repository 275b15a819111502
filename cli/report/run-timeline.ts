/** @module A simulated run as the report shows it. */
import type { Decision } from '../../shared/core/decision.ts';
import { explain } from '../../shared/core/explain.ts';
import { type Instant, later, type Seconds, seconds } from '../../shared/core/units.ts';
import { demandOf } from '../../shared/simulator/score.ts';
import type { Run } from '../../shared/simulator/simulate.ts';
import type { QueueTimeline, ReportedDecision, ServiceTimeline, Span } from './report-document.ts';

/** A request-serving run: it violates its objective where it has fewer units than needed. */
export function serviceTimeline(
  run: Run,
  { capacityPerUnit, loadUnit }: { readonly capacityPerUnit: number; readonly loadUnit: string },
): ServiceTimeline {
  const load = column(run, 'load');
  const inService = column(run, 'inService');
  const needed = load.map((offered) => demandOf(offered, capacityPerUnit));
  return {
    ...intervalsOf(run, (row) => (needed[row] ?? 0) > (inService[row] ?? 0)),
    kind: 'service',
    load,
    needed,
    inService,
    loadUnit,
  };
}

/** A worker run: it violates its objective where the oldest message has waited longer. */
export function queueTimeline(
  run: Run,
  { objective }: { readonly objective: Seconds },
): QueueTimeline {
  const ageOfOldest = column(run, 'ageOfOldest');
  return {
    ...intervalsOf(run, (row) => (ageOfOldest[row] ?? 0) > objective),
    kind: 'queue',
    arrivals: column(run, 'load'),
    inService: column(run, 'inService'),
    visible: column(run, 'visible'),
    inFlight: column(run, 'inFlight'),
    ageOfOldest,
    objective,
    loadUnit: 'messages per second',
  };
}

/** Decisions with their sentences. */
export function reportedDecisions(decisions: readonly Decision[]): readonly ReportedDecision[] {
  return decisions.map((decision) => {
    const { at, action, from, to } = decision;
    return { at, action, from, to, sentences: explain(decision) };
  });
}

function intervalsOf(run: Run, isViolated: (row: number) => boolean) {
  const { start, every, desired, scoredFrom } = run;
  return {
    start,
    every,
    desired,
    ...(scoredFrom === 0 ? {} : { scoredFrom: startOf(run, scoredFrom) }),
    violations: spansWhere(run, isViolated),
  };
}

/** The scored rows of which something is true, neighbours joined. */
function spansWhere(run: Run, isTrue: (row: number) => boolean): readonly Span[] {
  const spans: Span[] = [];
  let from: number | undefined;
  for (let row = run.scoredFrom; row <= run.rows; row += 1) {
    if (row < run.rows && isTrue(row)) {
      from ??= row;
    } else if (from !== undefined) {
      spans.push({ from: startOf(run, from), to: startOf(run, row) });
      from = undefined;
    }
  }
  return spans;
}

function startOf({ start, every }: Run, row: number): Instant {
  return later(start, seconds(row * every));
}

function column({ columns, rows }: Run, name: string): Float64Array {
  return columns[name] ?? new Float64Array(rows).fill(Number.NaN);
}
