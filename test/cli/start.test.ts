import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Terminal, terminal } from '../support/terminal.ts';

/** Of its two targets, one looks at the connections of a database. */
const OWN_RULES = new URL('../../examples/own-rules.yml', import.meta.url).pathname;
/** What nobody can simulate. */
const UNMEASURED = `version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 9 }
    sources:
      mood: { type: cloudwatch-metric, namespace: Shop, metric: Mood }
    policies:
      - { type: target-tracking, source: mood, target: 5 }
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-start-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A run of simulated minutes, as fast as the machine can. */
async function started({
  minutes,
  seed = 1,
  json = true,
}: {
  readonly minutes: number;
  readonly seed?: number;
  readonly json?: boolean;
}): Promise<Terminal & { readonly code: number }> {
  const run = terminal();
  const words = ['start', '--minutes', String(minutes), '--seed', String(seed)];
  const code = await run.tidegate(...words, '--speed', '100000', ...(json ? ['--json'] : []));
  return { ...run, code };
}

describe('tidegate start', () => {
  test('runs the engine on the embedded DynamoDB and ends with a summary', async () => {
    const { code, printed, complained } = await started({ minutes: 30 });

    const lines: readonly unknown[] = printed.map((line) => JSON.parse(line));
    expect(code).toBe(0);
    expect(complained).toEqual([]);
    expect(lines.at(-1)).toMatchObject({
      summary: [
        { target: 'checkout-web', minutes: 30 },
        { target: 'thumbnails', minutes: 30 },
      ],
    });
    expect(lines.slice(0, -1)).toEqual(
      lines.slice(0, -1).map(() => expect.objectContaining({ decision: expect.anything() })),
    );
  });

  test('shows what the budget has spent, to the cent what the simulated cloud charges', async () => {
    const [{ printed }, told] = await Promise.all([
      started({ minutes: 60 }),
      started({ minutes: 60, json: false }),
    ]);

    const { summary, budgets } = JSON.parse(printed.at(-1) ?? '');
    const usd = summary.reduce((sum: number, each: { usd: number }) => sum + each.usd, 0);
    const [{ limits }] = budgets;
    expect(budgets).toMatchObject([{ budget: 'shop', isShed: false }]);
    expect(limits[1]).toMatchObject({ period: 'daily', limit: 60 });
    expect(Math.abs(limits[1].spent - usd)).toBeLessThan(0.01);
    expect(told.printed.join('\n')).toMatch(
      /07:00 budget shop {2}\d+\.\d\d USD\/h · hour \d+\.\d\d of 5\.00 · day \d/,
    );
    expect(told.printed.at(-1)).toContain('budget shop');
  });

  test('scales out and in within a simulated day, within the bounds', async () => {
    const { printed } = await started({ minutes: 240 });

    const decisions = printed.slice(0, -1).map((line) => JSON.parse(line).decision);
    const actions = new Set(decisions.map(({ action }) => action));
    expect(actions).toContain('scale-out');
    for (const { target, to } of decisions) {
      const [least, most] = target === 'checkout-web' ? [2, 40] : [0, 50];
      expect(to).toBeGreaterThanOrEqual(least);
      expect(to).toBeLessThanOrEqual(most);
    }
  });

  test('is the same run for the same seed, line by line', async () => {
    const [one, other] = await Promise.all([started({ minutes: 30 }), started({ minutes: 30 })]);

    expect(one.printed).toEqual(other.printed);
  });

  test('is another run for another seed', async () => {
    const [one, other] = await Promise.all([
      started({ minutes: 30, seed: 1 }),
      started({ minutes: 30, seed: 2 }),
    ]);

    expect(one.printed).not.toEqual(other.printed);
  });

  test('without --json prints sentences and a table', async () => {
    const { printed } = await started({ minutes: 60, json: false });

    expect(printed.join('\n')).toMatch(/\d\d:\d\d thumbnails scales out \d+ → \d+: /);
    expect(printed.at(-1)).toMatch(/target +units min\/mean\/max/);
  });

  test('--once explains one evaluation and ends', async () => {
    const { tidegate, printed } = terminal();

    const code = await tidegate('start', '--once');

    expect(code).toBe(0);
    expect(printed).toHaveLength(2);
    expect(printed[0]).toMatch(/^checkout-web (holds|scales)/);
    expect(printed.join('\n')).toContain('recommends');
  });

  test('--once --json prints one decision for each target', async () => {
    const { tidegate, printed } = terminal();

    await tidegate('start', '--once', '--json');

    expect(printed.map((line) => JSON.parse(line).decision.target)).toEqual([
      'checkout-web',
      'thumbnails',
    ]);
  });

  test('leaves targets out that cannot be simulated, and says which source it is', async () => {
    const { tidegate, printed, complained } = terminal({ planFile: OWN_RULES });

    const code = await tidegate('start', '--minutes', '1', '--speed', '100000', '--json');

    expect(code).toBe(0);
    expect(complained).toEqual([
      expect.stringMatching(
        /^The source connections of "exporters" cannot be simulated: .* It is left out\.$/,
      ),
    ]);
    expect(JSON.parse(printed.at(-1) ?? '')).toMatchObject({
      summary: [{ target: 'render-workers' }],
    });
  });

  test('of a plan of which nothing can be simulated says which source: exit code 2', async () => {
    const planFile = join(folder, 'unmeasured.yml');
    await writeFile(planFile, UNMEASURED);
    const { tidegate, complained } = terminal({ planFile });

    const code = await tidegate('start', '--minutes', '1');

    expect(code).toBe(2);
    expect(complained.join('\n')).toMatch(/The source mood of "web" cannot be simulated/);
  });

  test('ends with its summary when it is asked to stop', async () => {
    const { tidegate, printed, stop } = terminal();

    const running = tidegate('start', '--json');
    stop();
    const code = await running;

    expect(code).toBe(0);
    expect(JSON.parse(printed.at(-1) ?? '')).toHaveProperty('summary');
  });
});
