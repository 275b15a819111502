/** @module What a Lambda tells: a line for each evaluation that says something, and its metrics. */
import type { Evaluation } from '../app/evaluation.ts';
import { headline } from '../core/explain.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { embeddedMetrics, type MetricName } from './embedded-metrics.ts';
import { jsonLog, type LineSink, type LogLevel } from './log.ts';

/** A journal that is told when an invocation is over. */
export interface LambdaJournal extends Journal {
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
 * than all the rest. Actions are `info`; what failed is `warn`; what was superseded is `debug`.
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
      const { decision, outcome } = evaluation;
      counts = counted(counts, evaluation);
      log.write(levelOf(evaluation), `${decision.target} ${headline(decision)}`, {
        target: decision.target,
        action: decision.action,
        from: decision.from,
        to: decision.to,
        reason: decision.reason,
        steps: decision.steps,
        outcome,
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

function levelOf({ decision, outcome }: Evaluation): LogLevel {
  if (outcome.status === 'failed' || outcome.status === 'refused') {
    return 'warn';
  }
  if (decision.from === null) {
    return 'warn';
  }
  return decision.action === 'hold' || outcome.status === 'superseded' ? 'debug' : 'info';
}

function counted(counts: typeof NONE, { decision, outcome }: Evaluation): typeof NONE {
  const isApplied = outcome.status === 'applied';
  return {
    Evaluations: counts.Evaluations + 1,
    ScaleOuts: counts.ScaleOuts + (isApplied && decision.action === 'scale-out' ? 1 : 0),
    ScaleIns: counts.ScaleIns + (isApplied && decision.action === 'scale-in' ? 1 : 0),
    MissingReadings:
      counts.MissingReadings +
      Object.values(decision.readings).filter((reading) => 'missing' in reading).length,
    UnavailableTargets: counts.UnavailableTargets + (decision.from === null ? 1 : 0),
    FailedActions:
      counts.FailedActions + (outcome.status === 'failed' || outcome.status === 'refused' ? 1 : 0),
  };
}
