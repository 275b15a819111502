import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { familySources } from '../../shared/adapters/family-sources.ts';
import { type MetricSource, missing } from '../../shared/adapters/source.ts';
import { family } from '../../shared/core/family.ts';
import type { Missing, Reading } from '../../shared/core/model.ts';
import type { SourceSpec } from '../../shared/core/plan.ts';
import { instant, seconds } from '../../shared/core/units.ts';
import { fakeClients } from '../support/aws-fakes.ts';
import { at, reading, START } from '../support/builders.ts';

type Read = (specs: readonly SourceSpec[]) => Promise<readonly (Reading | Missing)[]>;

/** Sources of the given types; every spec they are asked for is noted. */
function sourcesOf(reads: Readonly<Record<string, Read>>, signed: readonly string[] = []) {
  const asked: (readonly SourceSpec[])[] = [];
  const bugs: { readonly where: string; readonly error: unknown }[] = [];
  const members = Object.entries(reads).map(
    ([type, read]): MetricSource<SourceSpec> => ({
      type,
      schema: z.custom<SourceSpec>(),
      services: [],
      permissions: [],
      isSigned: () => signed.includes(type),
      read: (specs) => {
        asked.push(specs);
        return read(specs);
      },
    }),
  );
  return {
    asked,
    bugs,
    sources: familySources({
      clients: fakeClients(),
      onBug: (where, error) => bugs.push({ where, error }),
      family: listOf(members),
    }),
  };
}

/** A family without its schema, which only plans need. */
function listOf(members: readonly MetricSource<SourceSpec>[]) {
  const byType = family<MetricSource<SourceSpec>, SourceSpec>([]);
  return {
    ...byType,
    members,
    memberOf: ({ type }: { readonly type: string }) =>
      members.find((member) => member.type === type) ?? byType.memberOf({ type }),
  };
}

interface NamedSpec extends SourceSpec {
  readonly name: string;
}

function spec(type: string, name = 'one', maxAge = 60): NamedSpec {
  return { type, name, maxAge: seconds(maxAge) };
}

const reading5 = reading(5);
const always =
  (answer: Reading | Missing): Read =>
  async (specs) =>
    specs.map(() => answer);

describe('familySources', () => {
  it('answers nothing for no specs, without asking', async () => {
    const { sources, asked } = sourcesOf({ queue: always(reading5) });

    expect(await sources.read([], START)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('asks each type once for all its specs, and answers in the order given', async () => {
    const countingFrom =
      (value: number): Read =>
      async (specs) =>
        specs.map((_, index) => reading(value + index));
    const { sources, asked } = sourcesOf({ queue: countingFrom(10), metric: countingFrom(20) });

    const answers = await sources.read(
      [spec('queue', 'a'), spec('metric', 'b'), spec('queue', 'c'), spec('metric', 'd')],
      START,
    );

    expect(answers).toMatchObject([{ value: 10 }, { value: 20 }, { value: 11 }, { value: 21 }]);
    expect(asked).toEqual([
      [spec('queue', 'a'), spec('queue', 'c')],
      [spec('metric', 'b'), spec('metric', 'd')],
    ]);
  });

  it('reads equal specs once, and answers each', async () => {
    const { sources, asked } = sourcesOf({
      queue: async (specs) => specs.map((_, index) => reading(index)),
    });

    const answers = await sources.read(
      [spec('queue', 'a'), spec('queue', 'b'), spec('queue', 'a')],
      START,
    );

    expect(answers).toMatchObject([{ value: 0 }, { value: 1 }, { value: 0 }]);
    expect(asked).toEqual([[spec('queue', 'a'), spec('queue', 'b')]]);
  });

  it('asks all types at the same time', async () => {
    const begun: string[] = [];
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const waiting =
      (type: string): Read =>
      async (specs) => {
        begun.push(type);
        await gate;
        return specs.map(() => reading5);
      };
    const { sources } = sourcesOf({ queue: waiting('queue'), metric: waiting('metric') });

    const answers = sources.read([spec('queue'), spec('metric')], START);

    expect(begun).toEqual(['queue', 'metric']);
    letGo();
    expect(await answers).toHaveLength(2);
  });

  const bug = new TypeError('x is not a function');
  it.each([
    { name: 'rejects', broken: () => Promise.reject(bug), error: bug },
    {
      name: 'throws',
      broken: () => {
        throw bug;
      },
      error: bug,
    },
    {
      name: 'answers too few',
      broken: async () => [],
      error: new Error('broken answered 0 of 2 specs'),
    },
    {
      name: 'answers too many',
      broken: async () => [reading5, reading5, reading5],
      error: new Error('broken answered 3 of 2 specs'),
    },
  ])(
    'a source that $name is a bug that is told once and costs no other type',
    async ({ broken, error }) => {
      const { sources, bugs } = sourcesOf({ broken, queue: always(reading5) });

      const answers = await sources.read(
        [spec('broken', 'a'), spec('queue'), spec('broken', 'b')],
        START,
      );

      const unavailable = { status: 'missing', because: 'unavailable' };
      expect(answers).toMatchObject([unavailable, reading5, unavailable]);
      expect(bugs).toEqual([{ where: 'source broken', error }]);
    },
  );

  it('a type nobody knows is a bug that costs no other type', async () => {
    const { sources, bugs } = sourcesOf({ queue: always(reading5) });

    const answers = await sources.read([spec('unheard-of'), spec('queue')], START);

    expect(answers).toMatchObject([{ because: 'unavailable' }, reading5]);
    expect(bugs).toMatchObject([{ where: 'source unheard-of' }]);
  });

  it.each([
    { name: 'a value of now', given: reading5, answer: reading5 },
    { name: 'a zero', given: reading(0), answer: reading(0) },
    {
      name: 'a missing value',
      given: missing('throttled', 'slow'),
      answer: missing('throttled', 'slow'),
    },
    {
      name: 'a value as old as it may be',
      given: reading(5, { at: at(-60) }),
      answer: { value: 5 },
    },
    {
      name: 'a value that is older',
      given: reading(5, { at: at(-60.001) }),
      answer: { status: 'missing', because: 'stale' },
    },
    {
      name: 'a value that is much older',
      given: reading(5, { at: at(-180) }),
      answer: missing('stale', 'the newest value is 3m old, more than 1m'),
    },
    {
      name: 'a value of a clock that is ahead',
      given: reading(5, { at: at(30) }),
      answer: { value: 5 },
    },
    { name: 'NaN', given: reading(Number.NaN), answer: { because: 'not-a-number' } },
    {
      name: 'infinity',
      given: reading(Number.POSITIVE_INFINITY),
      answer: { because: 'not-a-number' },
    },
    {
      name: 'a negative value',
      given: reading(-1),
      answer: missing('not-a-number', 'the value is -1'),
    },
    {
      name: 'a value made of a negative part',
      given: reading(5, { parts: { visible: 6, inFlight: -1 } }),
      answer: { because: 'not-a-number' },
    },
  ])('takes $name for what it is', async ({ given, answer }) => {
    const { sources } = sourcesOf({ queue: always(given) });

    expect(await sources.read([spec('queue')], START)).toMatchObject([answer]);
  });

  it.each([
    { value: -1, answer: { status: 'measured', value: -1 } },
    { value: Number.NaN, answer: { because: 'not-a-number' } },
    { value: Number.NEGATIVE_INFINITY, answer: { because: 'not-a-number' } },
  ])('takes $value of a signed source for what it is', async ({ value, answer }) => {
    const { sources } = sourcesOf({ balance: always(reading(value)) }, ['balance']);

    expect(await sources.read([spec('balance')], START)).toMatchObject([answer]);
  });

  it('judges each spec by its own maxAge', async () => {
    const { sources } = sourcesOf({ queue: always(reading(5, { at: at(-100) })) });

    const answers = await sources.read([spec('queue', 'a', 60), spec('queue', 'a', 120)], START);

    expect(answers).toMatchObject([{ because: 'stale' }, { value: 5 }]);
  });

  it('tells the source what time it is', async () => {
    const now = instant(START + 1);
    const seen: number[] = [];
    const member: MetricSource<SourceSpec> = {
      type: 'queue',
      schema: z.custom<SourceSpec>(),
      services: [],
      permissions: [],
      read: async (specs, _, context) => {
        seen.push(context.now);
        return specs.map(() => reading5);
      },
    };
    const sources = familySources({
      clients: fakeClients(),
      onBug: () => {},
      family: listOf([member]),
    });

    await sources.read([spec('queue')], now);

    expect(seen).toEqual([now]);
  });

  it('knows the sources of a plan unless told others', async () => {
    const sources = familySources({
      clients: fakeClients({
        sqs: { countMessages: async () => ({ visible: 3, inFlight: 1, delayed: 0 }) },
      }),
      onBug: () => {},
    });
    const queue = {
      type: 'sqs-queue',
      queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/jobs',
      includeInFlight: true,
      maxAge: seconds(60),
    };

    expect(await sources.read([queue], START)).toMatchObject([{ status: 'measured', value: 4 }]);
  });
});
