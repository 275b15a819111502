import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import { parseTrace, traceOf } from '../../shared/simulator/parse-trace.ts';

const HEAD =
  '# source=somewhere; unit=requests per 5 minutes; resolution=300s; a note\ntimestamp,value';

function problems(text: string): readonly string[] {
  const parsed = parseTrace(text);
  return parsed.status === 'parsed'
    ? []
    : parsed.problems.map(({ line, message }) => `${line}: ${message}`);
}

describe('parseTrace', () => {
  it('reads unit, resolution and samples', () => {
    const parsed = parseTrace(`${HEAD}\n300,10\n600,20\r\n900,30\n`);

    expect(parsed).toEqual({
      status: 'parsed',
      trace: {
        samples: [
          { at: 300, value: 10 },
          { at: 600, value: 20 },
          { at: 900, value: 30 },
        ],
        unit: 'requests per 5 minutes',
        resolution: 300,
        per: 300,
      },
    });
  });

  it.each([
    { unit: 'requests per minute', per: 60 },
    { unit: 'queries per second, minute mean', per: 1 },
    { unit: 'pods created per 10 minutes', per: 600 },
    { unit: 'requests per 5 seconds', per: 5 },
    { unit: 'jobs per hour', per: 3600 },
    { unit: 'CPU percent', per: 1 },
  ])('counts "$unit" in $per s', ({ unit, per }) => {
    const parsed = parseTrace(`# unit=${unit}\ntimestamp,value\n0,1\n60,1\n`);

    expect(parsed).toMatchObject({ status: 'parsed', trace: { per } });
  });

  it('takes the commonest distance for a resolution that is not told', () => {
    const parsed = parseTrace('timestamp,value\n0,1\n30,1\n60,1\n600,1\n');

    expect(parsed).toMatchObject({ status: 'parsed', trace: { resolution: 30, unit: '' } });
  });

  it.each([
    { name: 'an empty file', text: '', expected: ['0: a trace needs two rows or more'] },
    {
      name: 'a header alone',
      text: 'timestamp,value\n',
      expected: ['1: a trace needs two rows or more'],
    },
    {
      name: 'a wrong header',
      text: 'time,requests\n1,2\n2,3\n',
      expected: ['1: the header must be "timestamp,value", not "time,requests"'],
    },
    {
      name: 'disorder, duplicates, negative load, no numbers, too many columns, blanks',
      text: `${HEAD}\n300,1\n240,1\n300,1\n600,-1\n900,NaN\n1200,1,2\n,5\n1500,\nabc,1`,
      expected: [
        '4: the time 240 is before 300 of the row above',
        '5: the time 300 comes twice',
        '6: the load -1 is negative',
        '7: "NaN" is not a number',
        '8: two columns are expected, not 3',
        '9: "" is not a time in epoch seconds',
        '10: "" is not a number',
        '11: "abc" is not a time in epoch seconds',
      ],
    },
  ])('tells the lines that are wrong in $name', ({ text, expected }) => {
    expect(problems(text)).toEqual(expected);
  });

  it('stops telling after twenty problems', () => {
    const text = `${HEAD}\n${'1,-1\n'.repeat(100)}`;

    expect(problems(text)).toHaveLength(20);
  });

  it('refuses a file that is longer than two years of minutes', () => {
    const rows = Array.from({ length: 1_060_001 }, (_, index) => `${index},1`).join('\n');

    expect(problems(`timestamp,value\n${rows}`)).toEqual([
      '1060002: more than 1060000 rows: resample the file first',
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['parsed', 'invalid']).toContain(parseTrace(text).status);
      }),
    );
  });
});

describe('traceOf', () => {
  it('starts at the first sample and keeps what a value counts', () => {
    const parsed = parseTrace(`${HEAD}\n300,10\n600,20\n`);

    const trace = parsed.status === 'parsed' ? traceOf(parsed.trace, seconds(60)) : undefined;

    expect(trace).toMatchObject({ start: 300_000, step: 60, per: 300, after: 'stay' });
    expect([...(trace?.values ?? [])]).toEqual([10, 12, 14, 16, 18, 20]);
  });
});
