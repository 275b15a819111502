/** @module A stretch of the past, as a command line says it. */
import type { Span } from '../../shared/app/capacity-histories.ts';
import { parseDuration } from '../../shared/core/quantity.ts';
import { type Instant, instant } from '../../shared/core/units.ts';
import { type CommandOptions, UsageError } from '../command.ts';

const NEEDED = 'a date (2026-03-01), a time (2026-03-01T08:00Z), or a duration ago (30d)';

/** The span that `--from` and `--to` name; it never ends after now. Throws a UsageError. */
export function spanIn(options: CommandOptions, now: Instant): Span {
  const from = momentIn(options, 'from', now);
  const to = instant(Math.min(now, momentIn(options, 'to', now)));
  if (from >= to) {
    throw new UsageError('--from needs to be before --to, and before now.');
  }
  return { from, to };
}

function momentIn(options: CommandOptions, name: string, now: Instant): Instant {
  const text = String(options[name]);
  const ago = parseDuration(text);
  const at = ago === undefined ? writtenTime(text) : now - ago * 1000;
  if (Number.isNaN(at)) {
    throw new UsageError(`--${name} needs ${NEEDED}.`);
  }
  return instant(at);
}

/** A time in UTC unless it names its offset; NaN where it is none. */
function writtenTime(text: string): number {
  const [, date, time = 'T00:00', offset = 'Z'] =
    /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  return date === undefined ? Number.NaN : Date.parse(`${date}${time}${offset}`);
}
