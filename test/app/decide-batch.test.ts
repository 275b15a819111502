import { describe, expect, it } from 'vitest';
import { dynamoDb } from '../../shared/adapters/aws/dynamodb.ts';
import { startTable } from '../../shared/adapters/aws/embedded-dynamodb.ts';
import { dynamoDbLedgerStore } from '../../shared/adapters/stores/dynamodb-ledger-store.ts';
import { inMemoryLedgerStore } from '../../shared/adapters/stores/in-memory-ledger-store.ts';
import { decideBatch, type Found } from '../../shared/app/decide-batch.ts';
import type { Budget } from '../../shared/core/money/budget.ts';
import { spentAt, totalRate } from '../../shared/core/money/ledger.ts';
import { initialState } from '../../shared/core/state.ts';
import type { Instant } from '../../shared/core/units.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { scalingPlan } from '../support/application.ts';
import { budget, member } from '../support/budgets.ts';
import { at, FREE_LIMITS, START, snapshot, target } from '../support/builders.ts';
import { distantLedgers } from '../support/distant-ledgers.ts';

/** A target that runs some units at 1 USD an hour, and has a load for others. */
function found(
  id: string,
  { units, needs, shared }: { units: number; needs: number; shared?: Budget | undefined },
): Found {
  return {
    plan: {
      ...scalingPlan({ id, min: 0, perHour: 1, limits: FREE_LIMITS }),
      budget: shared,
      priority: 2,
    },
    state: initialState,
    snapshot: {
      readings: snapshot(0, { load: needs * 10 }).readings,
      target: target(units),
    },
  };
}

/** Ports with a store, and everything that was noted. */
function portsOver(ledgers: LedgerStore) {
  const notes: string[] = [];
  return {
    notes,
    ports: {
      ledgers,
      journal: {
        evaluated: () => undefined,
        noted: (_level: string, message: string) => {
          notes.push(message);
        },
      },
    },
  };
}

/** A store that counts its calls. */
function counted(store: LedgerStore = inMemoryLedgerStore()) {
  const calls: string[] = [];
  const ledgers: LedgerStore = {
    ...store,
    latest: (name) => {
      calls.push('latest');
      return store.latest(name);
    },
    save: (ledger) => {
      calls.push('save');
      return store.save(ledger);
    },
  };
  return { calls, ...portsOver(ledgers) };
}

const given = (now: Instant = START) => ({ now, isDryRun: false });
const TWO = budget({ members: [member('web'), member('jobs')] });

async function capacities(
  batch: readonly Found[],
  ports: Parameters<typeof decideBatch>[1],
  now?: Instant,
): Promise<readonly (number | null)[]> {
  const { decided } = await decideBatch(batch, ports, given(now));
  return decided.map((each) => ('error' in each ? null : each.decision.to));
}

describe('a batch', () => {
  it('without a budget makes no call to a ledger, and has no allowance', async () => {
    const { calls, ports } = counted();

    const { decided, notices } = await decideBatch(
      [found('web', { units: 2, needs: 9 })],
      ports,
      given(),
    );

    expect(calls).toEqual([]);
    expect(notices).toEqual([]);
    expect(decided).toMatchObject([{ decision: { to: 9 } }]);
    expect(decided[0]).not.toHaveProperty('snapshot.allowance');
  });

  it('answers in its order, with and without budgets', async () => {
    const { ports } = counted();

    const answer = await capacities(
      [
        found('jobs', { units: 2, needs: 80, shared: TWO }),
        found('alone', { units: 2, needs: 300 }),
        found('web', { units: 2, needs: 70, shared: TWO }),
      ],
      ports,
    );

    // 100 USD for 150 that are wanted: alike.
    expect(answer).toEqual([50, 100, 50]);
  });

  it('reads a ledger once and writes it once, for all targets of the budget', async () => {
    const { calls, ports } = counted();

    await capacities(
      [
        found('web', { units: 2, needs: 9, shared: TWO }),
        found('jobs', { units: 2, needs: 9, shared: TWO }),
      ],
      ports,
    );

    expect(calls).toEqual(['latest', 'save']);
  });

  it('writes nothing while nothing is new, and every five minutes all the same', async () => {
    const { calls, ports } = counted();
    const calm = [found('web', { units: 2, needs: 2, shared: TWO })];

    for (const minute of [0, 1, 2, 4, 5, 6]) {
      // biome-ignore lint/performance/noAwaitInLoops: one minute after the other.
      await capacities(calm, ports, at(minute * 60));
    }

    expect(calls.filter((call) => call === 'save')).toHaveLength(2);
  });

  it('tells alerts once, when the ledger knows of them', async () => {
    const { ports } = counted();
    const full = [found('web', { units: 60, needs: 60, shared: TWO })];

    const first = await decideBatch(full, ports, given());
    const again = await decideBatch(full, ports, given(at(60)));

    expect(first.notices).toMatchObject([
      { code: 'budget-alert', budget: 'shop', severity: 'info' },
    ]);
    expect(again.notices).toEqual([]);
  });

  it('in a dry run writes nothing and tells nobody', async () => {
    const { calls, ports } = counted();

    const { notices } = await decideBatch(
      [found('web', { units: 60, needs: 90, shared: TWO })],
      ports,
      { now: START, isDryRun: true },
    );

    expect(calls).toEqual(['latest']);
    expect(notices).toEqual([]);
  });

  it('leaves a bug in one target to that target', async () => {
    const { ports } = counted();
    const broken = found('web', { units: 2, needs: 9, shared: TWO });
    const policies = [{ type: 'no-such-policy' }];

    const { decided } = await decideBatch(
      [
        Object.assign(broken, { plan: Object.assign(broken.plan, { policies }) }),
        found('jobs', { units: 2, needs: 9, shared: TWO }),
      ],
      ports,
      given(),
    );

    expect(decided).toMatchObject([{ error: expect.any(Error) }, { decision: { to: 9 } }]);
  });
});

describe('a day', () => {
  it('is closed by the first of the next one, who carries the month on', async () => {
    const ledgers = inMemoryLedgerStore();
    const { ports } = portsOver(ledgers);
    const spending = [found('web', { units: 10, needs: 10, shared: TWO })];
    await capacities(spending, ports);

    await capacities(spending, ports, at(86_400));

    const ledger = await ledgers.latest('shop');
    expect(ledger).toMatchObject({ day: ledger?.day, version: 1 });
    expect(ledger && spentAt(ledger, at(86_400))).toMatchObject({
      daily: expect.closeTo(90, 6),
      monthly: expect.closeTo(240, 6),
    });
  });

  it('that is closed is written no more: who is late begins again with the new one', async () => {
    const ledgers = inMemoryLedgerStore();
    const before = at(15 * 3600 - 1);
    const after = at(15 * 3600 + 1);
    await capacities(
      [found('web', { units: 60, needs: 60, shared: TWO })],
      portsOver(ledgers).ports,
    );
    const old = await ledgers.latest('shop');
    const behind: LedgerStore = {
      ...ledgers,
      latest: async (name) => (old?.version === 1 ? old : ledgers.latest(name)),
      save: async (ledger) => {
        Object.assign(old ?? {}, { version: -1 });
        return ledgers.save(ledger);
      },
    };
    await capacities(
      [found('jobs', { units: 0, needs: 40, shared: TWO })],
      portsOver(ledgers).ports,
      after,
    );

    const late = await capacities(
      [found('web', { units: 60, needs: 90, shared: TWO })],
      portsOver(behind).ports,
      before,
    );

    // jobs has 40 of the 100 USD by now.
    expect(late).toEqual([60]);
  });
});

describe('without an answer of the ledger', () => {
  const silent = () =>
    Promise.reject(new StoreUnavailableError('read the ledger', new Error('no answer')));
  const SOFT = budget({ members: [member('web')], soft: ['hourly'] });
  const HARD = budget({ members: [member('web')] });

  it.each([
    { name: 'nothing grows under a hard cap', shared: HARD, units: 5, needs: 9, expected: 5 },
    {
      name: 'nothing is taken away that is needed',
      shared: HARD,
      units: 500,
      needs: 500,
      expected: 100,
    },
    { name: 'what is not needed still goes', shared: HARD, units: 9, needs: 5, expected: 5 },
    { name: 'soft caps refuse nothing', shared: SOFT, units: 5, needs: 9, expected: 9 },
  ])('$name', async ({ shared, units, needs, expected }) => {
    const { ports, notes } = portsOver({
      ...inMemoryLedgerStore(),
      latest: silent,
      save: silent,
    });

    const answer = await capacities([found('web', { units, needs, shared })], ports);

    expect(answer).toEqual([expected]);
    expect(notes).toEqual(['the ledger of budget "shop" did not answer']);
  });

  it('nothing that could not be written is acted on', async () => {
    const { ports } = portsOver({ ...inMemoryLedgerStore(), save: silent });

    expect(await capacities([found('web', { units: 5, needs: 9, shared: HARD })], ports)).toEqual([
      5,
    ]);
  });

  it('nor what others always wrote first', async () => {
    const { ports, notes } = portsOver({
      ...inMemoryLedgerStore(),
      save: async () => ({ status: 'conflict' }),
    });

    const answer = await capacities([found('web', { units: 5, needs: 9, shared: HARD })], ports);

    expect(answer).toEqual([5]);
    expect(notes).toEqual(['the ledger of budget "shop" kept changing while it was written']);
  });
});

/** Batches at once that all see a target of theirs cost something, round after round. */
async function crowd(
  storeOf: () => LedgerStore,
  { batches, rounds }: { readonly batches: number; readonly rounds: number },
) {
  const ids = Array.from({ length: batches }, (_, index) => `t${index}`);
  const shared = budget({
    limits: { hourly: 100_000 },
    alerts: [],
    members: ids.map((id) => member(id)),
  });
  const each = ids.map((id) => ({ id, ...portsOver(storeOf()) }));
  for (let round = 0; round < rounds; round += 1) {
    // biome-ignore lint/performance/noAwaitInLoops: rounds follow each other, batches do not.
    await Promise.all(
      each.map(({ id, ports }, index) => {
        const units = ((round + index) % 7) + 1;
        return decideBatch([found(id, { units, needs: units, shared })], ports, given(at(round)));
      }),
    );
  }
  const ledger = await storeOf().latest('shop');
  const notes = each.flatMap((batch) => batch.notes);
  const expected = ids.reduce((sum, _, index) => {
    const ran = Array.from({ length: rounds }, (__, round) => ((round + index) % 7) + 1);
    return sum + ran.reduce((total, units) => total + units / 3600, 0);
  }, 0);
  return { notes, spent: ledger === undefined ? 0 : spentAt(ledger, at(rounds)).daily, expected };
}

describe('concurrent updates', () => {
  it('lose nothing: 10,000 in memory', async () => {
    const store = inMemoryLedgerStore();

    const { notes, spent, expected } = await crowd(() => store, { batches: 10, rounds: 1000 });

    expect(notes).toEqual([]);
    expect(spent).toBeCloseTo(expected, 5);
  });

  it('lose nothing: 1,000 in DynamoDB', async () => {
    const { access, table, stop } = await startTable();
    const store = dynamoDbLedgerStore(
      { dynamoDb: dynamoDb(access), table },
      { nowMs: () => 0, pause: async () => {} },
    );

    const { notes, spent, expected } = await crowd(() => store, { batches: 2, rounds: 500 });

    await stop();
    expect(notes).toEqual([]);
    expect(spent).toBeCloseTo(expected, 5);
  }, 120_000);

  it('lose nothing: 200 batches at once, from where Lambdas are', async () => {
    const { store, passing, writes } = distantLedgers();

    const { notes, spent, expected } = await passing(crowd(store, { batches: 200, rounds: 2 }));

    expect(notes).toEqual([]);
    expect(spent).toBeCloseTo(expected, 5);
    expect(writes()).toBeLessThan(200 * 2 * 6);
  });

  it('never spend the same money twice', async () => {
    const ledgers = inMemoryLedgerStore();
    const ids = Array.from({ length: 15 }, (_, index) => `t${index}`);
    const shared = budget({ members: ids.map((id) => member(id)) });

    const lookAt = (needs: number, now: Instant) =>
      Promise.all(
        ids.map(async (id) => {
          const batch = [found(id, { units: 1, needs, shared })];
          return (await capacities(batch, portsOver(ledgers).ports, now))[0] ?? 0;
        }),
      );

    await lookAt(1, START);
    const got = await lookAt(40, at(60));

    const ledger = await ledgers.latest('shop');
    expect(got.reduce((sum, units) => sum + units, 0)).toBeLessThanOrEqual(100);
    expect(ledger && totalRate(ledger)).toBeLessThanOrEqual(100);
    expect(Math.max(...got)).toBeGreaterThan(1);
  });
});
