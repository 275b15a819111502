/** @module Small reports for tests. */
import type {
  ComparedRule,
  QueueTimeline,
  ReportDocument,
  ReportedDecision,
  ServiceTimeline,
} from '../../../cli/report/report-document.ts';
import { later, seconds } from '../../../shared/core/units.ts';
import { START } from '../../support/builders.ts';

/** A report with nothing in it but its origin, unless told. */
export function aDocument(given: Partial<ReportDocument> = {}): ReportDocument {
  return {
    title: 'web under a ramp',
    plan: 'web',
    trace: 'ramp',
    seed: 1,
    parameters: [],
    cards: [],
    decisions: [],
    tables: [],
    ...given,
  };
}

/** Three minutes of a service, unless told. */
export function aService(given: Partial<ServiceTimeline> = {}): ServiceTimeline {
  return {
    kind: 'service',
    start: START,
    every: seconds(60),
    violations: [],
    load: [10, 20, 30],
    needed: [1, 2, 3],
    desired: [1, 2, 3],
    inService: [1, 1, 3],
    loadUnit: 'requests per second',
    ...given,
  };
}

/** Three minutes of a queue, unless told. */
export function aQueue(given: Partial<QueueTimeline> = {}): QueueTimeline {
  return {
    kind: 'queue',
    start: START,
    every: seconds(60),
    violations: [],
    arrivals: [1, 2, 3],
    visible: [0, 5, 9],
    inFlight: [1, 2, 3],
    ageOfOldest: [0, 30, 200],
    objective: seconds(180),
    desired: [1, 2, 3],
    inService: [1, 1, 3],
    loadUnit: 'messages per second',
    ...given,
  };
}

/** A scale-out from 1 to 2, so many minutes after the start. */
export function aDecision(minute: number, given: Partial<ReportedDecision> = {}): ReportedDecision {
  return {
    at: later(START, seconds(minute * 60)),
    action: 'scale-out',
    from: 1,
    to: 2,
    sentences: ['web scales out 1 → 2: requests is 1200 for a target of 1000'],
    ...given,
  };
}

/** A rule that met its objective for 10 USD. */
export function aRule(given: Partial<ComparedRule> = {}): ComparedRule {
  return {
    name: 'static',
    setting: '12 units',
    isOurs: false,
    usd: 10,
    costRatio: 1.5,
    objective: 0.1,
    meetsObjective: true,
    longest: 4,
    actionsPerDay: 2,
    reversalsPerDay: 1,
    ...given,
  };
}
