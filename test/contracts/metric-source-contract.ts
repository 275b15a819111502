/** @module What every metric source keeps to. Run over each member, on fakes or a real service. */
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { AwsClients } from '../../shared/adapters/aws/clients.ts';
import type { MetricSource } from '../../shared/adapters/source.ts';
import { FaultCode } from '../../shared/core/model.ts';
import type { SourceSpec } from '../../shared/core/plan.ts';
import { elapsed, type Instant, instant, seconds } from '../../shared/core/units.ts';

/** A service that answers, and the settings by which a plan would read it. */
export interface SourceBench {
  /** As a plan writes them, one for each value. */
  readonly specs: readonly object[];
  readonly clients: AwsClients;
  /** Calls made so far, where they can be counted. */
  readonly calls?: () => number;
  readonly now: Instant;
}

/** How one source is tried. */
export interface SourceTrial {
  /** The service measures these values, each under settings of its own. */
  measuring(values: readonly number[]): Promise<SourceBench>;
  /** Settings of something that is not there. */
  absent(): Promise<SourceBench>;
  /** Where failures can be made: every call fails so. */
  readonly failing?: (failure: FaultCode | Error) => Promise<SourceBench>;
  /**
   * Where the source keeps a past: one spec, and a value for each minute, the last of which is over
   * a minute before now; none = CloudWatch has no data point. `failure`: the call fails so, where
   * failures can be made.
   */
  readonly past?: (
    minutes: readonly (number | undefined)[],
    failure?: FaultCode | Error,
  ) => Promise<SourceBench>;
}

/** The most specs that one evaluation hands to a source. */
const MANY = 100;

/** Registers the suite for one source. */
export function metricSourceContract(source: MetricSource<SourceSpec>, trial: SourceTrial): void {
  const parse = ({ specs }: SourceBench) => specs.map((spec) => z.parse(source.schema, spec));
  const read = (bench: SourceBench) => source.read(parse(bench), bench.clients, { now: bench.now });

  describe(`source ${source.type}`, () => {
    it('says which services it calls and which actions that takes', () => {
      expect(source.services.length).toBeGreaterThan(0);
      expect(source.permissions.length).toBeGreaterThan(0);
      for (const permission of source.permissions) {
        expect(permission).toMatch(/^[a-z-]+:[A-Z][A-Za-z]+$/);
      }
    });

    it('refuses a setting it does not know', async () => {
      const { specs } = await trial.measuring([1]);

      for (const spec of specs) {
        expect(z.safeParse(source.schema, { ...spec, colour: 'red' }).success).toBe(false);
      }
    });

    it('writes every default out, in the words of a plan', async () => {
      const specs = parse(await trial.measuring([1, 2]));

      const written = specs.map((spec) => z.encode(source.schema, spec));

      expect(written).toMatchObject(
        specs.map(() => ({ type: source.type, maxAge: expect.any(String) })),
      );
      expect(written.map((each) => z.parse(source.schema, each))).toEqual(specs);
    });

    it('answers nothing for no specs, without a call', async () => {
      const { clients, calls = () => 0, now } = await trial.measuring([]);

      expect(await source.read([], clients, { now })).toEqual([]);
      expect(calls()).toBe(0);
    });

    it('answers every spec, in order', async () => {
      const values = Array.from({ length: MANY }, (_, index) => (index * 37) % MANY);

      const answers = await read(await trial.measuring(values));

      expect(
        answers.map((answer) => (answer.status === 'measured' ? answer.value : answer)),
      ).toEqual(values);
    });

    it('tells 0 from nothing', async () => {
      expect(await read(await trial.measuring([0]))).toMatchObject([
        { status: 'measured', value: 0 },
      ]);
      const absent = await read(await trial.absent());

      expect(absent.map(({ status }) => status)).toEqual(absent.map(() => 'missing'));
      expect(absent.length).toBeGreaterThan(0);
    });

    it('says in what unit a value is, and when it was true', async () => {
      const bench = await trial.measuring([1]);

      const [spec] = parse(bench);
      const [answer] = await read(bench);

      expect(answer).toMatchObject({ status: 'measured', unit: expect.stringMatching(/^.+$/) });
      const at = answer?.status === 'measured' ? answer.at : bench.now;
      expect(at).toBeLessThanOrEqual(bench.now);
      expect(elapsed({ from: at, to: bench.now })).toBeLessThanOrEqual(spec?.maxAge ?? 0);
    });

    it('keeps a past exactly where one is tried', () => {
      expect(source.history === undefined).toBe(trial.past === undefined);
    });

    const { history } = source;
    const { past, failing } = trial;
    describe.runIf(history !== undefined)('the past', () => {
      const MINUTE = seconds(60);
      const minutesAgo = (now: Instant, minutes: number) => instant(now - minutes * 60_000);

      async function recall(
        minutes: readonly (number | undefined)[],
        failure?: FaultCode | Error,
        to?: (now: Instant) => Instant,
      ) {
        const bench = await (past ?? trial.absent)(minutes, failure);
        const [spec] = parse(bench);
        const { now } = bench;
        const from = minutesAgo(now, minutes.length + 1);
        const span = { from, to: to?.(now) ?? now, period: MINUTE, now };
        const answer =
          spec === undefined ? undefined : await history?.read(spec, bench.clients, span);
        return { answer, now };
      }

      it('says which services it asks and which actions that takes', () => {
        expect(history?.services.length).toBeGreaterThan(0);
        for (const permission of history?.permissions ?? []) {
          expect(permission).toMatch(/^[a-z-]+:[A-Z][A-Za-z]+$/);
        }
      });

      it('is told oldest first, each value as of the end of its period', async () => {
        const { answer, now } = await recall([3, 1, 2]);

        expect(answer).toMatchObject({
          status: 'kept',
          unit: expect.stringMatching(/^.+$/),
          period: 60,
          values: [
            { at: minutesAgo(now, 3), value: 3 },
            { at: minutesAgo(now, 2), value: 1 },
            { at: minutesAgo(now, 1), value: 2 },
          ],
        });
      });

      it('leaves out what was not measured, and keeps a 0', async () => {
        const { answer, now } = await recall([3, undefined, 0]);

        expect(answer).toMatchObject({
          values: [
            { at: minutesAgo(now, 3), value: 3 },
            { at: minutesAgo(now, 1), value: 0 },
          ],
        });
      });

      it('ends before the end of the span', async () => {
        const { answer } = await recall([3, 1, 2], undefined, (now) => minutesAgo(now, 2));

        expect(answer).toMatchObject({ values: [{ value: 3 }, { value: 1 }] });
      });

      if (failing === undefined) {
        return;
      }
      it.each(Object.values(FaultCode))(
        'is "missing: %s" where the call fails so',
        async (code) => {
          const { answer } = await recall([1], code);

          expect(answer).toMatchObject({ status: 'missing', because: code });
        },
      );

      it('throws a bug on', async () => {
        const bug = new TypeError('x is not a function');

        await expect(recall([1], bug)).rejects.toBe(bug);
      });
    });

    if (failing === undefined) {
      return;
    }
    describe('when calls fail', () => {
      it.each(Object.values(FaultCode))(
        'answers "missing: %s" and does not throw',
        async (code) => {
          const bench = await failing(code);

          const answers = await read(bench);

          expect(answers).toMatchObject(
            bench.specs.map(() => ({
              status: 'missing',
              because: code,
              detail: expect.stringMatching(/.+/),
            })),
          );
        },
      );

      it('throws a bug on', async () => {
        const bug = new TypeError('x is not a function');

        await expect(read(await failing(bug))).rejects.toBe(bug);
      });
    });
  });
}
