/** @module What every target type keeps to. Run over each member, on fakes or a real service. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { AwsClients } from '../../shared/adapters/aws/clients.ts';
import type { TargetDriver } from '../../shared/adapters/target.ts';
import { FaultCode } from '../../shared/core/model.ts';
import { capacity } from '../../shared/core/units.ts';

/** A service with targets, and the settings by which a plan would name them. */
export interface TargetBench {
  /** As a plan writes them. */
  readonly specs: readonly object[];
  readonly clients: AwsClients;
  /** Calls made so far, where they can be counted. */
  readonly calls?: () => number;
}

/** How one target type is tried. */
export interface TargetTrial {
  /** One target for each capacity; changes are seen by the next description. */
  having(capacities: readonly number[]): Promise<TargetBench>;
  /** Settings of a target that is not there, then of one that is. */
  absentAndPresent(): Promise<TargetBench>;
  /** Where failures can be made: every call fails so. */
  readonly failing?: (failure: FaultCode | Error) => Promise<TargetBench>;
}

/** The most targets of one type that one evaluation describes. */
const MANY = 100;

/** Faults that asking again cannot mend. */
const REFUSED: readonly FaultCode[] = ['not-found', 'access-denied', 'invalid'];

/** Registers the suite for one target type. */
export function targetDriverContract(
  driver: TargetDriver<{ readonly type: string }>,
  trial: TargetTrial,
): void {
  const parse = ({ specs }: TargetBench) => specs.map((spec) => z.parse(driver.schema, spec));
  const describeAll = (bench: TargetBench) => driver.describe(parse(bench), bench.clients);
  const change = { from: capacity(3), to: capacity(5) };

  describe(`target ${driver.type}`, () => {
    it('says which services it calls and which actions that takes', () => {
      expect(driver.services.length).toBeGreaterThan(0);
      expect(driver.permissions.length).toBeGreaterThan(0);
      for (const permission of driver.permissions) {
        expect(permission).toMatch(/^[a-z-]+:[A-Z][A-Za-z]+$/);
      }
    });

    it('refuses a setting it does not know', async () => {
      const { specs } = await trial.having([3]);

      for (const spec of specs) {
        expect(z.safeParse(driver.schema, { ...spec, colour: 'red' }).success).toBe(false);
      }
    });

    it('tells targets apart, and knows one again', async () => {
      const specs = parse(await trial.having([3, 3, 3]));

      const identities = specs.map((spec) => driver.identity(spec));

      expect(new Set(identities).size).toBe(3);
      expect(specs.map((spec) => driver.identity({ ...spec }))).toEqual(identities);
      // The type whose resource it is, which may be another one's: two types may move one service.
      expect(identities).toEqual(identities.map(() => expect.stringMatching(/^[a-z-]+ \S/)));
    });

    it('describes nothing for no specs, without a call', async () => {
      const { clients, calls = () => 0 } = await trial.having([]);

      expect(await driver.describe([], clients)).toEqual([]);
      expect(calls()).toBe(0);
    });

    it('describes every target, in order', async () => {
      const capacities = Array.from({ length: MANY }, (_, index) => 2 + ((index * 37) % MANY));

      const statuses = await describeAll(await trial.having(capacities));

      expect(
        statuses.map((status) => (status.status === 'described' ? status.capacity : status)),
      ).toEqual(capacities);
    });

    it('says of one that is not there that it is not found, and describes the others', async () => {
      const statuses = await describeAll(await trial.absentAndPresent());

      expect(statuses).toMatchObject([
        { status: 'unavailable', because: 'not-found', detail: expect.stringMatching(/.+/) },
        { status: 'described' },
      ]);
    });

    it('never tells bounds wider than what it accepts', async () => {
      const bench = await trial.having([3]);
      const [spec] = parse(bench);
      const range = spec === undefined ? undefined : driver.range?.(spec);

      const [status] = await describeAll(bench);

      const bounds = status?.status === 'described' ? status.bounds : undefined;
      expect(bounds?.min ?? 0).toBeGreaterThanOrEqual(
        bounds === undefined ? 0 : (range?.lowest ?? 0),
      );
      expect(bounds?.max ?? 0).toBeLessThanOrEqual(range?.highest ?? Number.MAX_SAFE_INTEGER);
    });

    it('sets a capacity that the next description tells, as often as it is asked', async () => {
      const bench = await trial.having([3, 7]);
      const [spec] = parse(bench);
      if (spec === undefined) {
        throw new Error('the trial has no target');
      }

      const first = await driver.apply(spec, change, bench.clients);
      const again = await driver.apply(spec, change, bench.clients);

      expect([first, again]).toEqual([{ status: 'applied' }, { status: 'applied' }]);
      expect(await describeAll(bench)).toMatchObject([{ capacity: 5 }, { capacity: 7 }]);
    });

    const { failing } = trial;
    if (failing === undefined) {
      return;
    }
    describe('when calls fail', () => {
      it.each(Object.values(FaultCode))('describes as "unavailable: %s"', async (code) => {
        const bench = await failing(code);

        expect(await describeAll(bench)).toMatchObject(
          bench.specs.map(() => ({
            status: 'unavailable',
            because: code,
            detail: expect.stringMatching(/.+/),
          })),
        );
      });

      it.each(Object.values(FaultCode))('answers a change with "%s"', async (code) => {
        const bench = await failing(code);
        const [spec] = parse(bench);

        const result = spec && (await driver.apply(spec, change, bench.clients));

        expect(result).toMatchObject({
          status: REFUSED.includes(code) ? 'refused' : 'failed',
          code,
          because: expect.stringMatching(/.+/),
        });
      });

      it('throws a bug on', async () => {
        const bug = new TypeError('x is not a function');
        const bench = await failing(bug);
        const [spec] = parse(bench);

        await expect(describeAll(bench)).rejects.toBe(bug);
        await expect(spec && driver.apply(spec, change, bench.clients)).rejects.toBe(bug);
      });
    });
  });
}
