import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFormula } from '../../../shared/core/formula/compile.ts';
import { ABSTENTION, FormulaError, type Scope } from '../../../shared/core/formula/scope.ts';

const VALUES: Readonly<Record<string, number>> = { jobs: 250, cpu: 62.5, idle: 0 };
const SCOPE: Scope = {
  source: (name) => VALUES[name] ?? 7,
  capacity: 4,
  inService: 3,
  min: 1,
  max: 40,
  weekday: 1,
  hour: 9,
  minute: 30,
};

function compiled(text: string) {
  const formula = compileFormula(text);
  if (formula.status === 'wrong') {
    throw new Error(`${formula.line}:${formula.column} ${formula.message}`);
  }
  return formula;
}

const worth = (text: string) => compiled(text).evaluate(SCOPE);

function failureOf(text: string): unknown {
  try {
    return worth(text);
  } catch (error) {
    return error;
  }
}

describe('a formula', () => {
  it.each([
    ['jobs / 100', 2.5],
    ['7 / 2', 3.5],
    ['7 % 4', 3],
    ['-jobs + 1', -249],
    ['2 + 3 * 4 - (1 + 1)', 12],
    ['max(min, jobs / 20)', 12.5],
    ['min(max, jobs, 3, 9)', 3],
    ['ceil(2.1) + floor(2.9) + round(2.5) + round(-2.5) + abs(-1)', 6],
    ['hour >= 9 && weekday <= 5 ? 20 : 5', 20],
    ['hour < 9 || cpu > 60 ? capacity + 1 : capacity', 5],
    ['!(cpu > 60) ? 1 : 2', 2],
    ['weekday in [6, 7] ? 1 : 2', 2],
    ['minute == 30 && hour != 10 ? inService : 0', 3],
    ['source("queue-depth") + source("capacity")', 14],
    ['1e3 + 0x10 // a comment', 1016],
    ['true ? (false ? 1 : 2) : 3', 2],
    ['idle > 0 ? jobs / idle : 1', 1],
    ['idle == 0 || jobs / idle > 1 ? 1 : 2', 1],
    ['(hour == 9 ? cpu > 60 : cpu > 80) ? 1 : 2', 1],
  ])('%s is %d', (text, expected) => {
    expect(worth(text)).toBe(expected);
  });

  it('names what it reads, each once, in the order of its text', () => {
    const { sources, variables, needsTime } = compiled(
      'max(min, jobs + cpu + jobs) + source("capacity") + capacity + min',
    );

    expect(sources).toEqual(['jobs', 'cpu', 'capacity']);
    expect(variables).toEqual(['min', 'capacity']);
    expect(needsTime).toBe(false);
    expect(compiled('minute + jobs').needsTime).toBe(true);
  });

  it.each([
    { text: 'jobs / idle', message: 'division by zero', position: 0 },
    { text: '1 + jobs % idle', message: 'division by zero', position: 4 },
    { text: 'idle / idle > 1 ? 1 : 2', message: 'division by zero', position: 0 },
    { text: 'min(max, jobs / idle)', message: 'division by zero', position: 9 },
    { text: '1e300 * 1e300', message: '1e+300 * 1e+300 is too large a number', position: 0 },
    { text: '2 - 1e308 - 1e308', message: '-1e+308 - 1e+308 is too large a number', position: 0 },
  ])('$text comes to no number: $message', ({ text, message, position }) => {
    const failure = failureOf(text);

    expect(failure).toBeInstanceOf(FormulaError);
    expect(failure).toMatchObject({ message, position });
  });

  it('abstains wherever that is what it comes to', () => {
    expect(failureOf('jobs > 5 ? abstain() : 1')).toBe(ABSTENTION);
    expect(failureOf('jobs > 500 ? abstain() : 1')).toBe(1);
  });

  it('is compiled once for one text', () => {
    expect(compileFormula('jobs + 1')).toBe(compileFormula('jobs + 1'));
    expect(compileFormula('jobs +')).toBe(compileFormula('jobs +'));
  });
});

describe('a text that is no formula', () => {
  it.each([
    { text: 'jobs +', line: 1, column: 7, message: 'the formula ends too early' },
    { text: 'max(1,\n  jobs >)', line: 2, column: 9, message: 'Unexpected token: RPAREN' },
    { text: '', line: 1, column: 1, message: 'the formula ends too early' },
    {
      text: 'jobs > 1',
      line: 1,
      column: 1,
      message: 'a formula needs a number, and this is a condition',
    },
    {
      text: 'jobs ? 1 : 2',
      line: 1,
      column: 1,
      message: 'what stands before "?" needs a condition, and this is a number',
    },
    {
      text: 'hour > 9 ? 1 : cpu > 2',
      line: 1,
      column: 16,
      message: '":" after a number needs a number, and this is a condition',
    },
    {
      text: 'jobs + (cpu > 2)',
      line: 1,
      column: 9,
      message: '"+" needs a number, and this is a condition',
    },
    {
      text: 'jobs && cpu > 2 ? 1 : 2',
      line: 1,
      column: 1,
      message: '"&&" needs a condition, and this is a number',
    },
    {
      text: 'jobs in cpu ? 1 : 2',
      line: 1,
      column: 9,
      message: '"in" needs a list of numbers, like [1, 2]',
    },
    {
      text: 'jobs in ["a"] ? 1 : 2',
      line: 1,
      column: 10,
      message: 'only numbers, true and false can stand here',
    },
    { text: '1 + "2"', line: 1, column: 5, message: 'only numbers, true and false can stand here' },
    { text: 'null', line: 1, column: 1, message: 'only numbers, true and false can stand here' },
    { text: '5u', line: 1, column: 1, message: 'only numbers, true and false can stand here' },
    {
      text: '[1, 2]',
      line: 1,
      column: 1,
      message: 'a list without "in" has no place in a formula',
    },
    { text: '{"a": 1}', line: 1, column: 1, message: 'a map has no place in a formula' },
    {
      text: 'jobs.size()',
      line: 1,
      column: 1,
      message: 'a function behind a dot has no place in a formula',
    },
    {
      text: '[1].map(x, x)[0]',
      line: 1,
      column: 1,
      message: 'an entry of something has no place in a formula',
    },
    {
      text: 'jobs.visible',
      line: 1,
      column: 1,
      message: 'a field of something has no place in a formula',
    },
    {
      text: 'toString()',
      line: 1,
      column: 1,
      message:
        'there is no function "toString"; there is abs, abstain, ceil, floor, max, min, round, source',
    },
    { text: '2 * ceil(1, 2)', line: 1, column: 5, message: 'ceil() takes 1 numbers' },
    { text: 'max()', line: 1, column: 1, message: 'max() takes 1 to 16 numbers' },
    {
      text: 'source(jobs)',
      line: 1,
      column: 1,
      message: 'source() takes the name of a source in quotes',
    },
    {
      text: 'source("a" + "b")',
      line: 1,
      column: 1,
      message: 'source() takes the name of a source in quotes',
    },
    { text: 'abstain(1)', line: 1, column: 1, message: 'abstain() takes nothing' },
  ])('$text: $message', ({ text, ...expected }) => {
    expect(compileFormula(text)).toEqual({ status: 'wrong', ...expected });
  });

  it('is also one that is too deep or too large to be a thought', () => {
    expect(compileFormula(`${'('.repeat(5000)}1${')'.repeat(5000)}`).status).toBe('wrong');
    expect(compileFormula(Array.from({ length: 5000 }, () => '1').join('+')).status).toBe('wrong');
  });
});

/** Expressions of doubles, which CEL and we must understand alike. */
const { number } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('jobs', 'cpu', 'idle', 'capacity', 'hour'),
    fc.integer({ min: 0, max: 99 }).map((value) => `${value}.0`),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map(([one, operator, other]) => `(${one} ${operator} ${other})`),
    tie('number').map((one) => `-(${one})`),
    fc
      .tuple(tie('condition'), tie('number'), tie('number'))
      .map(([test, then, otherwise]) => `(${test} ? ${then} : ${otherwise})`),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('true', 'false'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
      .map(([one, operator, other]) => `(${one} ${operator} ${other})`),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([one, operator, other]) => `(${one} ${operator} ${other})`),
    tie('condition').map((one) => `!${one}`),
  ),
}));

const NAMES = ['jobs', 'cpu', 'idle', 'capacity', 'hour'];
const cel = new Environment();
for (const name of NAMES) {
  cel.registerVariable(name, 'double');
}
const CONTEXT = { ...VALUES, capacity: SCOPE.capacity, hour: SCOPE.hour };

describe('every formula', () => {
  it('that comes to a number comes to what CEL says', () => {
    let compared = 0;
    fc.assert(
      fc.property(number, (text) => {
        const ours = failureOf(text);
        if (typeof ours === 'number') {
          compared += 1;
          expect(ours).toBe(cel.evaluate(text, CONTEXT));
        } else {
          expect(ours).toBeInstanceOf(FormulaError);
        }
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('is understood or refused, whatever was typed', () => {
    const typed = fc
      .array(
        fc.constantFrom(
          ...['jobs', 'max', '(', ')', ',', '?', ':', '1', '.', '5', '"', '[', ']', '{', '}'],
          ...['+', '-', '!', '&&', '==', ' ', '\n', 'in', 'source', 'abstain', '\\', '💧', 'null'],
        ),
        { maxLength: 12 },
      )
      .map((tokens) => tokens.join(''));

    fc.assert(
      fc.property(typed, (text) => {
        const formula = compileFormula(text);

        expect(['compiled', 'wrong']).toContain(formula.status);
        if (formula.status === 'compiled') {
          const value = failureOf(text);
          const isFailure = value === ABSTENTION || value instanceof FormulaError;
          expect(isFailure || Number.isFinite(value)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
