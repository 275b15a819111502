/** @module Values of options, checked: a number where a number is needed. */
import { parseDuration } from '../shared/core/quantity.ts';
import type { Seconds } from '../shared/core/units.ts';
import { UsageError } from './command.ts';

type Options = Readonly<Record<string, unknown>>;

/** What a number must be, with the words for who typed another. */
export interface NumberNeed {
  readonly isRight: (value: number) => boolean;
  readonly needed: string;
}

export const POSITIVE: NumberNeed = {
  isRight: (value) => value > 0 && Number.isFinite(value),
  needed: 'a number larger than 0',
};
export const NOT_NEGATIVE: NumberNeed = {
  isRight: (value) => value >= 0 && Number.isFinite(value),
  needed: 'a number, 0 or larger',
};
export const WHOLE: NumberNeed = { isRight: Number.isSafeInteger, needed: 'a whole number' };

/** A number option; undefined where it was not given. Throws a UsageError. */
export function optionalNumber(
  options: Options,
  name: string,
  need: NumberNeed,
): number | undefined {
  return options[name] === undefined ? undefined : requiredNumber(options, name, need);
}

/** A number option that is given or has a default. Throws a UsageError. */
export function requiredNumber(options: Options, name: string, need: NumberNeed): number {
  const value = options[name];
  if (typeof value !== 'number' || !need.isRight(value)) {
    throw new UsageError(`--${kebab(name)} needs ${need.needed}.`);
  }
  return value;
}

/** A duration option, like "30m". Throws a UsageError. */
export function requiredDuration(options: Options, name: string): Seconds {
  const length = parseDuration(String(options[name]));
  if (length === undefined || length === 0) {
    throw new UsageError(`--${kebab(name)} needs a duration with its unit, like 30m, 12h or 7d.`);
  }
  return length;
}

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
