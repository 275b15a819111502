/** @module A decision in sentences. */
import type { Decision } from './decision.ts';
import type { Blind, NearestChange, PolicyReport, ReportedReading } from './model.ts';
import { round, sayDuration } from './quantity.ts';

/** One line: what is done and why. */
export function headline(decision: Omit<Decision, 'next'>): string {
  const { action, from, to } = decision;
  if (from === null || to === null) {
    return `holds: ${decision.because}`;
  }
  return action === 'hold'
    ? `holds at ${from}: ${decision.because}`
    : `${action === 'scale-out' ? 'scales out' : 'scales in'} ${from} → ${to}: ${decision.because}`;
}

/**
 * The whole of it, a sentence a line: the headline, each reading, each policy, each limit that
 * changed the proposal, the cost, and what would have changed the answer.
 */
export function explain(decision: Decision): readonly string[] {
  return [
    `${decision.target} ${headline(decision)}`,
    ...Object.entries(decision.readings).map(([name, reading]) => readingLine(name, reading)),
    ...decision.recommendations.map((report) => policyLine(report, decision)),
    ...decision.steps.map(
      ({ by, from, to, because }) => `${by}: ${from} → ${to}, because ${because}`,
    ),
    ...(decision.foreignChange === null
      ? []
      : [`others moved it from ${decision.foreignChange.from} to ${decision.foreignChange.to}`]),
    ...(decision.costPerHour === null || decision.costPerHour === 0
      ? []
      : [
          `the change ${decision.costPerHour > 0 ? 'costs' : 'saves'} ` +
            `${Math.abs(decision.costPerHour).toFixed(2)} USD per hour`,
        ]),
    ...(decision.nearest === null ? [] : [nearestLine(decision.nearest, decision)]),
  ];
}

function readingLine(name: string, reading: ReportedReading): string {
  return 'missing' in reading
    ? `${name} is missing (${reading.missing}): ${reading.detail}`
    : `${name} is ${round(reading.value)} ${reading.unit}, ` +
        `measured ${sayDuration(reading.ageSeconds)} ago`;
}

function policyLine(report: PolicyReport, { readings }: Decision): string {
  switch (report.status) {
    case 'recommended': {
      const exact =
        report.exact === undefined || report.exact === report.capacity
          ? ''
          : ` (${round(report.exact)})`;
      return `${report.policy} recommends ${report.capacity}${exact}: ${report.because}`;
    }
    case 'abstained':
      return `${report.policy} has no opinion: ${report.because}`;
    case 'blind':
      return `${report.policy} cannot see: ${blindness(report, readings)}`;
  }
}

/** What a policy lacks; the lines of the readings have said why, if they are told. */
function blindness({ missing, because }: Blind, readings: Decision['readings']): string {
  const isTold = missing.length > 0 && missing.every((name) => readings[name] !== undefined);
  return isTold ? `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing` : because;
}

function nearestLine(nearest: NearestChange, { at }: Decision): string {
  if (nearest.kind === 'time') {
    const left = sayDuration(Math.max(0, (nearest.at - at) / 1000));
    return `the answer changes in ${left}, when ${nearest.limit} lets go`;
  }
  const { source, direction, value } = nearest;
  // Counts are never below 0: what is asked for at all is no longer asked for there.
  const where = direction === 'below' && value === 0 ? '0' : `${direction} ${round(value)}`;
  return `the answer changes when ${source} is ${where}`;
}
