import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { progressive } from '../../../shared/core/policies/progressive.ts';
import { at, found, missing, policyContext, target } from '../../support/builders.ts';

const PHASES = [
  { above: 60, for: '5m', change: 20 },
  { above: 75, for: '2m', change: 50 },
  { above: 90, change: 100 },
];
const WHOLE = {
  phases: PHASES,
  emergency: { above: 98, for: '1m' },
  calm: { below: 30, for: '10m', change: 10 },
};
const spec = (written: object = WHOLE) =>
  z.parse(progressive.schema, { type: 'progressive', source: 'cpu', ...written });

type Memory = Parameters<typeof progressive.recommend>[2];

/** What it says at the last of several looks, each a minute and a value, "-" for no reading. */
function lookAt(looks: string, written: object = WHOLE, of = target(20)) {
  let memory: Memory;
  let answer: ReturnType<typeof progressive.recommend> | undefined;
  for (const look of looks.split(', ')) {
    const [minute = '', cpu] = look.split('m ');
    const context = policyContext({
      readings: { cpu: cpu === '-' ? missing() : Number(cpu) },
      target: of,
      max: 100,
      now: at(Number(minute) * 60),
    });
    answer = progressive.recommend(spec(written), context, memory);
    const { remember } = answer;
    memory = remember === undefined ? memory : z.parse(progressive.memory ?? z.never(), remember);
  }
  return { answer, memory };
}

describe('progressive', () => {
  it.each([
    { name: 'a level just reached', looks: '0m 60', expected: 20 },
    {
      name: 'the first phase, a moment early',
      looks: '0m 60, 4.9m 60',
      expected: 20,
    },
    {
      name: 'the first phase, on time',
      looks: '0m 60, 5m 60',
      expected: 24,
    },
    {
      name: 'the first phase, interrupted',
      looks: '0m 70, 3m 59, 5m 70',
      expected: 20,
    },
    {
      name: 'the second phase',
      looks: '0m 75, 2m 75',
      expected: 30,
    },
    {
      name: 'up and down above the level',
      looks: '0m 99, 1m 60, 5m 61',
      expected: 24,
    },
    { name: 'the third phase, at once', looks: '0m 90', expected: 40 },
    {
      name: 'an emergency',
      looks: '0m 98, 1m 120',
      expected: 100,
    },
    {
      name: 'neither here nor there',
      looks: '0m 45, 60m 45',
      expected: 20,
    },
    {
      name: 'calm, a moment early',
      looks: '0m 29, 9.9m 29',
      expected: 20,
    },
    {
      name: 'calm for long enough',
      looks: '0m 29, 10m 29',
      expected: 18,
    },
    {
      name: 'calm with a busy moment',
      looks: '0m 29, 5m 31, 10m 29',
      expected: 20,
    },
    {
      name: 'calm with a gap',
      looks: '0m 29, 5m -, 10m 29',
      expected: 20,
    },
    {
      name: 'a phase with a gap',
      looks: '0m 60, 2m -, 5m 60',
      expected: 24,
    },
  ])('asks for $expected of 20 units after $name', ({ looks, expected }) => {
    expect(lookAt(looks).answer).toMatchObject({ status: 'recommended', capacity: expected });
  });

  it.each([
    { strategy: 'conservative', cpu: 80, expected: 25 },
    { strategy: 'moderate', cpu: 80, expected: 30 },
    { strategy: 'aggressive', cpu: 80, expected: 35 },
    // The levels go from 60 to 98: thirds begin at 72.67 and 85.33.
    { strategy: 'by-urgency', cpu: 72, expected: 22 },
    { strategy: 'by-urgency', cpu: 74, expected: 24 },
    { strategy: 'by-urgency', cpu: 86, expected: 35 },
  ])('takes the $strategy step at $cpu: $expected', ({ strategy, cpu, expected }) => {
    const { answer } = lookAt(`0m ${cpu}, 5m ${cpu}`, { ...WHOLE, strategy });

    expect(answer).toMatchObject({
      capacity: expected,
      because: expect.stringMatching(/\((conservative|moderate|aggressive)\)$/),
    });
  });

  it('says the phase, its time and its step', () => {
    expect(lookAt('0m 80, 3m 80').answer).toMatchObject({
      because: 'cpu is 80, at or above 75 for 2m: phase 2 of 3, 50 % more (moderate)',
      edge: { source: 'cpu', above: 90, below: 75 },
    });
  });

  it.each([
    { name: 'a phase', looks: '0m 61', because: 'cpu is 61, at or above 60, and not yet for 5m' },
    {
      name: 'calm',
      looks: '0m 9',
      because: 'cpu is 9, under the first phase and not calm for long enough',
    },
  ])('says what it waits for: $name', ({ looks, because }) => {
    expect(lookAt(looks).answer).toMatchObject({ because });
  });

  it('an emergency goes to its own capacity where it has one, and never to less', () => {
    const written = { ...WHOLE, emergency: { above: 98, capacity: 30 } };

    expect(lookAt('0m 99', written).answer).toMatchObject({ capacity: 30 });
    expect(lookAt('0m 99', written, target(50)).answer).toMatchObject({ capacity: 50 });
  });

  it('counts units that still start as added', () => {
    const starting = target(30, { inService: 20 });

    expect(lookAt('0m 80, 2m 80', WHOLE, starting).answer).toMatchObject({ capacity: 30 });
  });

  it('without calm it never asks for less and never stands in the way', () => {
    expect(lookAt('0m 1, 60m 1', { phases: PHASES }).answer).toMatchObject({
      status: 'abstained',
    });
  });

  it('works from zero only in an emergency', () => {
    expect(progressive.worksFromZero?.(spec())).toBe(true);
    expect(progressive.worksFromZero?.(spec({ phases: PHASES }))).toBe(false);
    expect(lookAt('0m 99, 1m 99', WHOLE, target(0)).answer).toMatchObject({ capacity: 100 });
  });

  it('is blind without its reading', () => {
    expect(lookAt('0m -').answer).toMatchObject({ status: 'blind', missing: ['cpu'] });
  });

  it('keeps the very same memory while no level is crossed', () => {
    const { memory } = lookAt('0m 80');
    const context = policyContext({ readings: { cpu: 79 }, now: at(60) });

    expect(progressive.recommend(spec(), context, memory).remember).toBe(memory);
  });

  it('starts anew when the plan has other phases, and when the clock went back', () => {
    const fewer = { phases: PHASES.slice(0, 1) };

    const { memory } = lookAt('0m 80');
    const replanned = progressive.recommend(
      spec(fewer),
      policyContext({ readings: { cpu: 80 }, target: target(20), now: at(600) }),
      memory,
    );

    expect(replanned).toMatchObject({ capacity: 20, remember: { since: [at(600)] } });
    expect(lookAt('60m 80, 0m 80, 2m 80').answer).toMatchObject({ capacity: 30 });
  });

  it('never asks for less at a higher level that lasts', () => {
    const level = fc.double({ min: 31, max: 130, noNaN: true });
    fc.assert(
      fc.property(level, level, fc.integer({ min: 0, max: 400 }), (one, other, units) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map(
          (cpu) => lookAt(`0m ${cpu}, 30m ${cpu}`, WHOLE, target(units)).answer,
        );

        const capacityOf = (answer: typeof low) =>
          answer?.status === 'recommended' ? answer.capacity : Number.NaN;
        // An emergency goes to the maximum: where phases asked for more, that stays.
        expect(Math.min(capacityOf(high), 100)).toBeGreaterThanOrEqual(
          Math.min(capacityOf(low), 100),
        );
      }),
    );
  });

  it.each([
    {
      name: 'phases out of order',
      written: { phases: [...PHASES].reverse().map((each) => ({ ...each, change: 50 })) },
      problem: 'unordered-levels: the phases are out of order: each must begin at a higher level',
    },
    {
      name: 'two phases at one level',
      written: { phases: [PHASES[0], { ...PHASES[1], above: 60 }] },
      problem: 'unordered-levels: the phases are out of order: each must begin at a higher level',
    },
    {
      name: 'a higher level that changes less',
      written: { phases: [PHASES[0], { ...PHASES[1], change: 10 }] },
      problem:
        'unordered-levels: a phase at a higher level must not change less than the one before',
    },
    {
      name: 'an emergency under a phase',
      written: { phases: PHASES, emergency: { above: 90 } },
      problem: 'unordered-levels: the emergency at 90 must lie over the last phase at 90',
    },
    {
      name: 'calm over the first phase',
      written: { phases: PHASES, calm: { below: 60 } },
      problem:
        'inverted-thresholds: calm is inverted: below 60 must be under the first phase at 60',
    },
  ])('lint finds $name', ({ written, problem }) => {
    expect(found(progressive.lint, spec(written))).toEqual([problem]);
  });

  it('lint accepts what is in order', () => {
    expect(found(progressive.lint, spec())).toEqual([]);
  });

  it.each([
    { name: 'no phases', written: { phases: [] } },
    { name: 'seven phases', written: { phases: Array.from({ length: 7 }, () => PHASES[0]) } },
    { name: 'a phase that adds nothing', written: { phases: [{ above: 60, change: 0 }] } },
    { name: 'an unknown strategy', written: { phases: PHASES, strategy: 'brave' } },
    { name: 'a time without its unit', written: { phases: [{ ...PHASES[0], for: 5 }] } },
  ])('refuses $name', ({ written }) => {
    const whole = { type: 'progressive', source: 'cpu', ...written };

    expect(z.safeParse(progressive.schema, whole).success).toBe(false);
  });
});
