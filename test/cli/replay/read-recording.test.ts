import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRecording } from '../../../cli/replay/read-recording.ts';
import { observationLine, plansLine } from '../../../cli/replay/recording-format.ts';
import { START, snapshot } from '../../support/builders.ts';
import { plansOf, recordedLines } from './recordings.ts';

let lines: readonly string[] = [];
const PLANS = plansLine(plansOf());
const SEEN = observationLine({ target: 'web', at: START, snapshot: snapshot(2, { requests: 5 }) });

beforeAll(async () => {
  lines = await recordedLines(plansOf(), { minutes: 10 });
});

function problemsIn(...rows: readonly string[]) {
  const parsed = parseRecording(rows.join('\n'));
  return parsed.status === 'invalid' ? parsed.problems : [];
}

describe('parseRecording', () => {
  it('sorts evaluations by their targets, in order of time, and keeps their lines', () => {
    const parsed = parseRecording([...lines, ''].join('\n'));

    const targets = parsed.status === 'parsed' ? parsed.targets : [];
    expect(targets.map(({ id, moments }) => [id, moments.length])).toEqual([
      ['web', 10],
      ['jobs', 20],
    ]);
    expect(targets[0]?.moments.map(({ at }) => (at - START) / 60_000)).toEqual(
      Array.from({ length: 10 }, (_, index) => index),
    );
    expect(targets[0]?.moments[0]?.line).toBe(2);
  });

  it('takes observations, on which nobody decided', () => {
    const parsed = parseRecording([PLANS, SEEN].join('\n'));

    const [target] = parsed.status === 'parsed' ? parsed.targets : [];
    expect(target?.moments).toMatchObject([{ at: START, line: 2 }]);
    expect(target?.moments[0]?.recorded).toBeUndefined();
  });

  it.each([
    { name: 'an empty file', rows: [''], line: 1, message: /no evaluation/ },
    { name: 'a plan alone', rows: [PLANS], line: 1, message: /no evaluation/ },
    {
      name: 'a line that was cut off',
      rows: [PLANS, SEEN.slice(0, 40)],
      line: 2,
      message: /cut off/,
    },
    { name: 'another file', rows: ['timestamp,value', '1,2'], line: 1, message: /not JSON/ },
    { name: 'JSON of another kind', rows: ['{"a":1}'], line: 1, message: /the kind of a line/ },
    { name: 'JSON that is no object', rows: ['7'], line: 1, message: /the kind of a line/ },
    { name: 'no plan above', rows: [SEEN], line: 1, message: /the plan must stand above/ },
    {
      name: 'a target that the plan lacks',
      rows: [PLANS, SEEN.replace('"web"', '"shop"')],
      line: 2,
      message: /no target "shop"/,
    },
    {
      name: 'a plan that is wrong',
      rows: [PLANS.replace('"min":2', '"min":200')],
      line: 1,
      message: /document\.targets\.web\.capacity.*min is more than max/,
    },
    {
      name: 'a value that is none',
      rows: [PLANS, SEEN.replace('"value":5', '"value":null')],
      line: 2,
      message: /snapshot\.readings\.requests\.value/,
    },
    {
      name: 'a negative capacity',
      rows: [PLANS, SEEN.replace('"inService":2', '"inService":-2')],
      line: 2,
      message: /snapshot\.target\.inService/,
    },
  ])('names the line of $name', ({ rows, line, message }) => {
    expect(problemsIn(...rows)).toContainEqual({ line, message: expect.stringMatching(message) });
  });

  it.each([
    { name: 'a state', from: '"version":', to: '"versions":', message: /state/ },
    {
      name: 'a capacity in a state',
      from: /"applied":\{"capacity":\d+/,
      to: '"applied":{"capacity":-1',
      message: /-1/,
    },
    { name: 'an action', from: /"action":"[a-z-]+"/, to: '"action":"up"', message: /decision/ },
    {
      name: 'the time of a decision',
      from: '"decision":{"target":"web","at":1',
      to: '"decision":{"target":"web","at":2',
      message: /another target or time/,
    },
  ])('finds $name that is not right', ({ from, to, message }) => {
    const web = lines.filter((line) => line.startsWith('{"kind":"evaluation","target":"web"'));
    const broken = web.at(-1)?.replace(from, to) ?? '';

    expect(broken).not.toBe(web.at(-1));
    expect(problemsIn(PLANS, broken)[0]).toEqual({
      line: 2,
      message: expect.stringMatching(message),
    });
  });

  it('reports every line that is wrong, up to twenty', () => {
    expect(problemsIn(PLANS, 'a', SEEN, 'b')).toMatchObject([{ line: 2 }, { line: 4 }]);
    expect(problemsIn(...Array.from({ length: 50 }, () => '!'))).toHaveLength(20);
  });

  it('says what is wrong with any text, and never throws', () => {
    const damaged = fc.tuple(fc.nat(), fc.nat(), fc.string()).map(([from, length, text]) => {
      const whole = [PLANS, ...lines.slice(1, 4)].join('\n');
      const start = from % whole.length;
      return whole.slice(0, start) + text + whole.slice(start + (length % 50));
    });

    fc.assert(
      fc.property(damaged, (text) => {
        const parsed = parseRecording(text);

        expect(parsed.status === 'parsed' || parsed.problems.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
