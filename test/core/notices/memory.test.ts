import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  gone,
  happened,
  type Pace,
  type Spell,
  seen,
} from '../../../shared/core/notices/memory.ts';
import { seconds } from '../../../shared/core/units.ts';
import { at } from '../../support/builders.ts';

const PACE: Pace = { patience: seconds(600), repeatEvery: seconds(3600), quiet: seconds(600) };
const URGENT: Pace = { ...PACE, patience: seconds(0) };

/** What is said when a matter is there or not, minute by minute. */
function story(isThere: readonly boolean[], pace: Pace, start?: Spell) {
  let spell = start;
  const said: { readonly minute: number; readonly say: 'lasting' | 'over' }[] = [];
  const spells: (Spell | undefined)[] = [];
  for (const [minute, there] of isThere.entries()) {
    const told = (there ? seen : gone)(spell, at(minute * 60), pace);
    spell = told.spell;
    spells.push(spell);
    if (told.say !== undefined) {
      said.push({ minute, say: told.say });
    }
  }
  return { said, spells };
}

const minutes = (...runs: readonly (readonly [boolean, number])[]) =>
  runs.flatMap(([there, length]) => Array<boolean>(length).fill(there));

describe('a matter', () => {
  it.each([
    {
      name: 'that is urgent is told at once, and its end after it was away for ten minutes',
      pace: URGENT,
      there: minutes([true, 5], [false, 20]),
      said: [
        { minute: 0, say: 'lasting' },
        { minute: 15, say: 'over' },
      ],
    },
    {
      name: 'that can wait is told when it has lasted for ten minutes',
      pace: PACE,
      there: minutes([true, 15]),
      said: [{ minute: 10, say: 'lasting' }],
    },
    {
      name: 'that is over before is never told, nor is its end',
      pace: PACE,
      there: minutes([true, 9], [false, 60]),
      said: [],
    },
    {
      name: 'that lasts is told once an hour',
      pace: URGENT,
      there: minutes([true, 130]),
      said: [
        { minute: 0, say: 'lasting' },
        { minute: 60, say: 'lasting' },
        { minute: 120, say: 'lasting' },
      ],
    },
    {
      name: 'that comes and goes is told once an hour, and its end not at all',
      pace: URGENT,
      there: minutes(...Array.from({ length: 60 }, (_, index) => [index % 2 === 0, 1] as const)),
      said: [{ minute: 0, say: 'lasting' }],
    },
    {
      name: 'that comes back within the hour is told when the hour is over',
      pace: URGENT,
      there: minutes([true, 1], [false, 20], [true, 60]),
      said: [
        { minute: 0, say: 'lasting' },
        { minute: 11, say: 'over' },
        { minute: 60, say: 'lasting' },
      ],
    },
  ])('$name', ({ pace, there, said }) => {
    expect(story(there, pace).said).toEqual(said);
  });

  it('leaves nothing behind when it is long over', () => {
    const { spells } = story(minutes([true, 5], [false, 80]), URGENT);

    expect(spells.at(-1)).toBeUndefined();
  });

  it('is the very spell where nothing changes, so that nothing is written', () => {
    const { spells } = story(minutes([true, 30]), URGENT);

    expect(new Set(spells).size).toBe(1);
  });

  it('is told although a stamp lies far in the future: the clock was broken', () => {
    const told = seen({ since: at(0), told: at(9_000_000) }, at(60), URGENT);

    expect(told.say).toBe('lasting');
  });

  it('is not told again by a clock that is a little behind', () => {
    const told = seen({ since: at(0), told: at(62) }, at(60), URGENT);

    expect(told.say).toBeUndefined();
  });
});

describe('whatever comes and goes', () => {
  const history = fc.array(fc.boolean(), { maxLength: 400 });
  const pace = fc.constantFrom(PACE, URGENT);

  it('is told at most once an hour', () => {
    fc.assert(
      fc.property(history, pace, (there, chosen) => {
        const told = story(there, chosen).said.filter(({ say }) => say === 'lasting');

        for (const [index, { minute }] of told.entries()) {
          const before = told[index - 1];
          expect(before === undefined || minute - before.minute >= 60).toBe(true);
        }
      }),
    );
  });

  it('ends at most once for each time it was told, and only after ten minutes without it', () => {
    fc.assert(
      fc.property(history, pace, (there, chosen) => {
        const { said } = story(there, chosen);

        for (const [index, { minute, say }] of said.entries()) {
          if (say === 'over') {
            expect(said[index - 1]?.say).toBe('lasting');
            expect(there.slice(minute - 10, minute + 1)).toEqual(minutes([false, 11]));
          }
        }
      }),
    );
  });

  it('is told when it has lasted for an hour and ten minutes, whatever was before', () => {
    fc.assert(
      fc.property(history, pace, (there, chosen) => {
        const { said } = story([...there, ...minutes([true, 71])], chosen);

        expect(said.some(({ minute, say }) => say === 'lasting' && minute >= there.length)).toBe(
          true,
        );
      }),
    );
  });
});

describe('an event', () => {
  it('is told unless one was told within the hour', () => {
    const first = happened(undefined, at(0), PACE);
    const second = happened(first.spell, at(3599), PACE);
    const third = happened(second.spell, at(3600), PACE);

    expect([first.say, second.say, third.say]).toEqual(['lasting', undefined, 'lasting']);
  });
});
