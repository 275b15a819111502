/** @module Log lines: one JSON object a line, with the field names of Powertools for AWS. */
import type { Clock } from '../ports/clock.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LEVELS)[number];

/** Where lines go. */
export type LineSink = (line: string) => void;

/** Writes lines of a level or above it. */
export interface Log {
  write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A log of JSON lines. `fields` stand on every line. */
export function jsonLog(options: {
  readonly level: LogLevel;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  readonly sink: LineSink;
}): Log {
  const lowest = LEVELS.indexOf(options.level);
  return {
    write(level, message, fields = {}) {
      if (LEVELS.indexOf(level) >= lowest) {
        options.sink(
          JSON.stringify({
            level: level.toUpperCase(),
            message,
            timestamp: new Date(options.clock.now()).toISOString(),
            ...options.fields,
            ...Object.fromEntries(
              Object.entries(fields).filter(([name]) => !isReserved(name, options.fields)),
            ),
          }),
        );
      }
    },
  };
}

/** Names that a line has anyway: a detail must not pass for the line's own level or service. */
function isReserved(name: string, own: Readonly<Record<string, unknown>>): boolean {
  return name === 'level' || name === 'message' || name === 'timestamp' || Object.hasOwn(own, name);
}
