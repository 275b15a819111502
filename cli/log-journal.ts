/** @module What the command line logs beside what it prints: only what went wrong. */

import type { Log } from '../shared/observability/log.ts';
import type { Journal } from '../shared/ports/journal.ts';

/** Evaluations are printed by the commands themselves; notes go to the log. */
export function logJournal(log: Log): Journal {
  return {
    evaluated: () => undefined,
    noted: (level, message, details) => log.write(level, message, details),
  };
}
