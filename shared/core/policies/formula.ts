/** @module A capacity by the operator's own formula. */
import * as z from 'zod/mini';
import { compileFormula, type Formula } from '../formula/compile.ts';
import { ABSTENTION, FormulaError, placeOf, type Scope } from '../formula/scope.ts';
import { localTime } from '../local-time.ts';
import type { Missing, Recommendation } from '../model.ts';
import { blind, definePolicy, type PolicyContext } from '../policy.ts';
import { round } from '../quantity.ts';
import { zoneName } from '../schedule/zone-name.ts';
import { withParts } from '../sentence.ts';
import { boundedNeed, capacityFor } from '../units.ts';

/** Longer than any one thought; a rule that needs more is better a script. */
const LONGEST_TEXT = 2000;

/**
 * An expression in CEL, the Common Expression Language, that comes to the capacity to have:
 * `max(min, ceil(jobs / 20), hour >= 9 && weekday <= 5 ? 10 : 2)`. A fraction is rounded up, less
 * than 0 is 0.
 *
 * A source goes by its name; one with a hyphen, or with a name of those below, by
 * `source("queue-depth")`. Besides there are `capacity`, `inService`, `min` and `max` (the bounds),
 * `hour` (0 to 23), `minute` and `weekday` (1 is Monday, 7 is Sunday), and the functions `abs`,
 * `ceil`, `floor`, `max`, `min` and `round`. No opinion is `abstain()`, as in
 * `jobs > 5 ? 10 : abstain()`. Every number has fractions: 7 / 2 is 3.5.
 *
 * While a source that it names is missing, or it comes to no number (a division by zero, a number
 * too large), it does not guess: nothing is scaled in.
 * Source: CEL specification, "Language definition"; of it, the part that is about numbers.
 */
export const formula = definePolicy({
  type: 'formula',
  schema: z.strictObject({
    type: z.literal('formula'),
    /** The expression: the capacity to have, in units. */
    capacity: z
      .string('a CEL expression')
      .check(
        z.minLength(1),
        z.maxLength(LONGEST_TEXT, 'an expression of 2,000 characters or less'),
      ),
    /** Where `hour`, `minute` and `weekday` are told: "Europe/Berlin". */
    timeZone: z._default(zoneName, 'UTC'),
  }),
  sources(spec) {
    const compiled = compileFormula(spec.capacity);
    return compiled.status === 'compiled' ? compiled.sources : [];
  },
  lint: {
    /** The text is no formula, or comes to something that is no number. */
    'invalid-formula': (spec) => {
      const compiled = compileFormula(spec.capacity);
      return compiled.status === 'wrong'
        ? [
            {
              path: ['capacity'],
              message: `the formula is wrong at ${compiled.line}:${compiled.column}: ${compiled.message}`,
              fix: 'write what comes to a number, like max(min, ceil(jobs / 20))',
            },
          ]
        : [];
    },
  },

  recommend(spec, context) {
    const compiled = compileFormula(spec.capacity);
    if (compiled.status === 'wrong') {
      return unable(`the formula is wrong: ${compiled.message}`);
    }
    const missing: { source: string; reading: Missing }[] = [];
    for (const source of compiled.sources) {
      const reading = context.reading(source);
      if (reading.status === 'missing') {
        missing.push({ source, reading });
      }
    }
    return missing.length > 0 ? blind(...missing) : evaluated(compiled, spec, context);
  },
});

function evaluated(
  compiled: Formula,
  spec: { readonly capacity: string; readonly timeZone: string },
  context: PolicyContext,
): Recommendation {
  const scope = scopeOf(context, compiled.needsTime ? spec.timeZone : undefined);
  try {
    const need = compiled.evaluate(scope);
    const exact = boundedNeed(need);
    return {
      status: 'recommended',
      capacity: capacityFor(exact),
      exact,
      because: `the formula comes to ${round(need)}${given(compiled, scope)}`,
    };
  } catch (error) {
    if (error === ABSTENTION) {
      return { status: 'abstained', because: `the formula abstains${given(compiled, scope)}` };
    }
    if (error instanceof FormulaError) {
      const { line, column } = placeOf(spec.capacity, error.position);
      const where = `at ${line}:${column}${given(compiled, scope)}`;
      return unable(`the formula comes to no number: ${error.message} ${where}`);
    }
    throw error;
  }
}

/** It cannot say what is needed, which is not the same as having no opinion. */
function unable(because: string): Recommendation {
  return { status: 'blind', missing: [], because };
}

function scopeOf(context: PolicyContext, timeZone: string | undefined): Scope {
  const { target, bounds, now } = context;
  const time = timeZone === undefined ? NO_TIME : localTime(now, timeZone);
  return {
    source(name) {
      const reading = context.reading(name);
      return reading.status === 'measured' ? reading.value : Number.NaN;
    },
    capacity: target.capacity,
    inService: target.inService,
    min: bounds.min,
    max: bounds.max,
    weekday: time.weekday,
    hour: time.hour,
    minute: time.minute,
  };
}

/** For formulas that do not ask for it. */
const NO_TIME = { weekday: Number.NaN, hour: Number.NaN, minute: Number.NaN };

/** What it was calculated from: " with jobs 250 and hour 9". */
function given({ sources, variables }: Formula, scope: Scope): string {
  return withParts([
    ...sources.map((name) => `${name} ${round(scope.source(name))}`),
    ...variables.map((name) => `${name} ${scope[name]}`),
  ]);
}
