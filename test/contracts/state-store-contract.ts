/** @module What every state store keeps to. Run over each store, embedded or real. */
import { describe, expect, it } from 'vitest';
import { initialState, type State } from '../../shared/core/state.ts';
import { capacity, later, seconds } from '../../shared/core/units.ts';
import type { StateStore } from '../../shared/ports/state-store.ts';
import { at, START, state } from '../support/builders.ts';
import { type StoreUnderTest, startedStore } from './store-under-test.ts';

/** More than one BatchGetItem call takes. */
const MANY = 250;
const RACERS = 100;

/** Registers the suite under the name of the store. */
export function stateStoreContract(
  name: string,
  start: () => Promise<StoreUnderTest<StateStore>>,
): void {
  describe(`state store ${name}`, () => {
    const store = startedStore(start);

    /** A target that no other test and no other run uses. */
    const newTarget = () => crypto.randomUUID();

    async function saved(target: string, wanted: State): Promise<State> {
      const result = await store().save(target, wanted);
      if (result.status !== 'saved') {
        throw new Error(`${target} was not saved`);
      }
      return result.state;
    }

    it('answers nothing when asked for nothing', async () => {
      expect(await store().load([])).toEqual([]);
    });

    it('gives the initial state of a target it never saw', async () => {
      expect(await store().load([newTarget()])).toEqual([initialState]);
    });

    it('gives back what was saved, as the next version', async () => {
      const target = newTarget();
      const full: State = {
        version: 0,
        applied: { capacity: capacity(7), at: at(-60) },
        intent: {
          operation: `${target}@1`,
          from: capacity(7),
          to: capacity(12),
          at: START,
          deadline: later(START, seconds(30)),
        },
        leaveUntil: at(900),
        reason: 'cooldown',
        limits: { activation: { idleSince: at(-1.5) } },
        policies: {},
      };

      const result = await store().save(target, full);
      const [loaded] = await store().load([target]);

      expect(result).toEqual({ status: 'saved', state: { ...full, version: 1 } });
      expect(loaded).toEqual({ ...full, version: 1 });
    });

    it('forgets what the next version leaves out', async () => {
      const target = newTarget();
      const first = await saved(target, state({ reason: 'steady', leaveUntil: at(900) }));
      const { leaveUntil: _, ...rest } = first;

      await saved(target, rest);

      expect(await store().load([target])).toEqual([
        { ...initialState, reason: 'steady', version: 2 },
      ]);
    });

    it('saves version after version', async () => {
      const target = newTarget();

      const first = await saved(target, state({ reason: 'steady' }));
      const second = await saved(target, { ...first, reason: 'cooldown' });

      expect([first.version, second.version]).toEqual([1, 2]);
    });

    it.each([
      { name: 'of an older version', version: 1 },
      { name: 'of a version that does not exist yet', version: 5 },
      { name: 'of a target that was seen meanwhile', version: 0 },
    ])('refuses a write $name, and keeps what is there', async ({ version }) => {
      const target = newTarget();
      const first = await saved(target, initialState);
      await saved(target, { ...first, reason: 'steady' });

      const result = await store().save(target, state({ version, reason: 'bounds' }));

      expect(result).toEqual({ status: 'conflict' });
      expect(await store().load([target])).toEqual([state({ version: 2, reason: 'steady' })]);
    });

    it('refuses a later version of a target it never saw', async () => {
      const target = newTarget();

      expect(await store().save(target, state({ version: 3 }))).toEqual({ status: 'conflict' });
      expect(await store().load([target])).toEqual([initialState]);
    });

    it.each([{ from: 0 }, { from: 1 }])(
      `lets exactly one of ${RACERS} writers of version $from win`,
      async ({ from }) => {
        const target = newTarget();
        const before = from === 0 ? initialState : await saved(target, initialState);

        const results = await Promise.all(
          Array.from({ length: RACERS }, (_, racer) =>
            store().save(target, { ...before, reason: `racer ${racer}` }),
          ),
        );

        const winners = results.filter(({ status }) => status === 'saved');
        expect(winners).toHaveLength(1);
        expect(await store().load([target])).toEqual(
          winners.flatMap((winner) => (winner.status === 'saved' ? [winner.state] : [])),
        );
      },
    );

    it('answers many targets in the order asked, seen or not, also one that is asked twice', async () => {
      const asked = Array.from({ length: MANY }, newTarget);
      const seen = asked.filter((_, index) => index % 3 !== 0);
      await Promise.all(seen.map((target) => saved(target, state({ reason: target }))));
      const [first = ''] = seen;

      const loaded = await store().load([...asked, first]);

      expect(loaded.map(({ reason }) => reason)).toEqual([
        ...asked.map((target, index) => (index % 3 === 0 ? undefined : target)),
        first,
      ]);
    });

    it('keeps targets whose ids look alike apart', async () => {
      const target = newTarget();
      await saved(target, state({ reason: 'steady' }));

      expect(await store().load([`${target}#state`, `${target} `])).toEqual([
        initialState,
        initialState,
      ]);
    });
  });
}
