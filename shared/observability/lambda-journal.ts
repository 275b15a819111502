/** @module What a Lambda tells: a line for each evaluation that says something, and its metrics. */
import type { Evaluation } from '../app/evaluation.ts';
import { headline } from '../core/explain.ts';
import type { MissingCode } from '../core/model.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { embeddedMetrics, type MetricName } from './embedded-metrics.ts';
import { jsonLog, type LineSink, type LogLevel } from './log.ts';

/** A journal that is told when an invocation is over. */
export interface LambdaJournal extends Journal {
  evaluated(evaluation: Evaluation): void;
  /** Writes the metrics of the invocation; nothing where nothing was evaluated. */
  flush(): void;
}

const NONE: Readonly<Record<MetricName, number>> = {
  Evaluations: 0,
  ScaleOuts: 0,
  ScaleIns: 0,
  MissingReadings: 0,
  UnavailableTargets: 0,
  FailedActions: 0,
};

/**
 * Evaluations that changed nothing are `debug`: at 10,000 targets a line for each would cost more
 * than all the rest; so are dry runs and what was superseded. Actions are `info`; what failed or
 * could not be seen is `warn`. Dry runs are no part of the metrics: looking must raise no alarm.
 */
export function lambdaJournal(options: {
  readonly service: string;
  readonly stage: string;
  readonly level: LogLevel;
  readonly clock: Clock;
  readonly sink: LineSink;
}): LambdaJournal {
  const log = jsonLog({
    level: options.level,
    fields: { service: options.service, stage: options.stage },
    clock: options.clock,
    sink: options.sink,
  });
  let counts = { ...NONE };
  return {
    evaluated(evaluation) {
      const { decision, outcome, isDryRun } = evaluation;
      const missing = missingIn(evaluation);
      counts = isDryRun ? counts : counted(counts, evaluation);
      log.write(levelOf(evaluation), `${decision.target} ${headline(decision)}`, {
        target: decision.target,
        action: decision.action,
        from: decision.from,
        to: decision.to,
        reason: decision.reason,
        steps: decision.steps,
        ...(Object.keys(missing).length === 0 ? {} : { missing }),
        outcome,
        ...(isDryRun ? { dryRun: true } : {}),
      });
    },
    noted: (level, message, details) => log.write(level, message, details),
    flush() {
      if (counts.Evaluations > 0) {
        options.sink(embeddedMetrics(counts, { stage: options.stage, at: options.clock.now() }));
      }
      counts = { ...NONE };
    },
  };
}

function levelOf(evaluation: Evaluation): LogLevel {
  const { decision, outcome, isDryRun } = evaluation;
  if (isDryRun) {
    return 'debug';
  }
  const hasFailed = outcome.status === 'failed' || outcome.status === 'refused';
  if (hasFailed || decision.from === null || Object.keys(missingIn(evaluation)).length > 0) {
    return 'warn';
  }
  return decision.action === 'hold' || outcome.status === 'superseded' ? 'debug' : 'info';
}

/** Why each missing reading is missing, by source. */
function missingIn({ decision }: Evaluation): Readonly<Record<string, MissingCode>> {
  const because: Record<string, MissingCode> = {};
  for (const [source, reading] of Object.entries(decision.readings)) {
    if ('missing' in reading) {
      because[source] = reading.missing;
    }
  }
  return because;
}

function counted(counts: typeof NONE, evaluation: Evaluation): typeof NONE {
  const { decision, outcome } = evaluation;
  const isApplied = outcome.status === 'applied';
  return {
    Evaluations: counts.Evaluations + 1,
    ScaleOuts: counts.ScaleOuts + (isApplied && decision.action === 'scale-out' ? 1 : 0),
    ScaleIns: counts.ScaleIns + (isApplied && decision.action === 'scale-in' ? 1 : 0),
    MissingReadings: counts.MissingReadings + Object.keys(missingIn(evaluation)).length,
    UnavailableTargets: counts.UnavailableTargets + (decision.from === null ? 1 : 0),
    FailedActions:
      counts.FailedActions + (outcome.status === 'failed' || outcome.status === 'refused' ? 1 : 0),
  };
}
