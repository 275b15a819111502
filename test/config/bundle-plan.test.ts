import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, typed by a .d.mts beside it.
import { bundlePlan } from '../../shared/config/bundle-plan.mjs';
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, typed by a .d.mts beside it.
import { deployedCode } from '../../shared/config/deployed-code.mjs';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { limits } from '../../shared/core/limits/index.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Exported {
  readonly value?: number;
  readonly other?: string;
  run(script: string): Promise<unknown>;
}

/** What an entry exports, bundled as `serverless deploy` does it with a plan of these policies. */
async function bundled(
  entry: string,
  policies: string,
  unit = '{}',
  top = '',
): Promise<{ readonly text: string; readonly exported: Exported }> {
  const plan = join(folder, 'plan.yml');
  const outfile = join(folder, 'bundle.cjs');
  await writeFile(
    plan,
    `
version: 1
${top}
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 9 }
    unit: ${unit}
    sources: { jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/jobs' } }
    policies: ${policies}
`,
  );
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    write: false,
    outfile,
    plugins: [bundlePlan(plan)],
  });
  const text = outputFiles[0]?.text ?? '';
  await writeFile(outfile, text);
  return { text, exported: createRequire(import.meta.url)(outfile) };
}

const FORMULA = `
  import { compileFormula } from './shared/core/formula/compile.ts';
  const formula = compileFormula('max(1, jobs / 2, min)');
  export const value = formula.evaluate?.({ source: () => 10, min: 3 });
  export const other = compileFormula('jobs + 1').message;
`;

const LUA = `
  import { loadInterpreters } from './shared/adapters/interpreters.ts';
  export const run = async (script) => {
    const { lua } = await loadInterpreters([{ policies: [{ type: 'lua' }] }]);
    return lua.run(script, { metrics: {}, capacity: 4 }).value;
  };
`;

describe('the bundle of a plan', { timeout: 30_000 }, () => {
  test('has the formulas of the plan, parsed, and no parser', async () => {
    const { text, exported } = await bundled(
      FORMULA,
      '[{ type: formula, capacity: "max(1, jobs / 2, min)" }]',
    );

    expect(exported.value).toBe(5);
    expect(exported.other).toMatch(/not in the deployed plan/);
    expect(text).not.toMatch(/class Parser|Unterminated/);
    expect(text.length).toBeLessThan(40_000);
  });

  test('has Lua where a policy is a script', async () => {
    const { exported } = await bundled(LUA, '[{ type: lua, script: "return capacity + 1" }]');

    expect(await exported.run('return capacity * 2')).toBe(8);
  });

  test('has nothing of Lua where none is', async () => {
    const { text, exported } = await bundled(LUA, '[{ type: formula, capacity: jobs }]');

    await expect(exported.run('return 1')).rejects.toThrow();
    expect(text).not.toMatch(/brotli|WebAssembly|luaopen/);
  });
});

test('has the prices of the plan, refreshed ones too, and no table of prices', async () => {
  const entry = `
    import { deployedPlan } from './shared/config/deployed-plan.ts';
    export const run = async (id) =>
      (await deployedPlan()).find((plan) => plan.id === id)?.unit.perHour;
  `;
  const table = {
    region: 'us-east-1',
    date: '2026-09-30',
    source: 'a test',
    usd: { 'ec2 m5.large': 0.123 },
  };
  await writeFile(
    join(folder, 'tidegate.prices.json'),
    JSON.stringify({ version: 1, currency: 'USD', tables: [table] }),
  );

  const { text, exported } = await bundled(
    entry,
    '[{ type: queue-latency, source: jobs, objective: 1m, serviceTime: 1s }]',
    '{ instanceType: m5.large }',
  );

  expect(await exported.run('web')).toBe(0.123);
  expect(text).not.toMatch(/GetProducts|DescribeSpotPriceHistory|g4dn|gb-second/);
});

test('leaves out the policies that the plan does not have, and still knows their names', async () => {
  const entry = `
    import { policies } from './shared/core/policies/index.ts';
    export const value = policies.members.length;
    export const other = policies.memberOf({ type: 'step' }).type;
  `;

  const { text, exported } = await bundled(
    entry,
    '[{ type: backlog-per-worker, source: jobs, acceptableLatency: 60s, serviceTime: 2s }]',
  );

  expect(text).toContain('messages wait in');
  expect(text).not.toContain('minimumMagnitude');
  expect(exported.value).toBeGreaterThan(5);
  expect(exported.other).toBe('step');
});

test.each([
  { name: 'without', top: '', has: false },
  { name: 'with', top: 'notify: { eventBus: default }', has: true },
])('has what tells people: $has, for a plan $name notify', async ({ top, has }) => {
  const { text } = await bundled(
    `
      import { carryOut } from './shared/app/carry-out.ts';
      import { plannedNotifications } from './shared/adapters/notifications/planned-notifications.ts';
      export const run = [carryOut, plannedNotifications];
    `,
    '[{ type: backlog-per-worker, source: jobs, acceptableLatency: 60s, serviceTime: 2s }]',
    '{}',
    top,
  );

  expect(text.includes('lacks readings')).toBe(has);
  expect(text.includes('Tidegate Growth Refused')).toBe(has);
});

test('has nothing of money where the plan has no budget, and evaluates all the same', async () => {
  const { text, exported } = await bundled(
    `
      import { decideBatch } from './shared/app/decide-batch.ts';
      import { dynamoDbLedgerStore } from './shared/adapters/stores/dynamodb-ledger-store.ts';
      export const run = () => decideBatch([], { ledgers: dynamoDbLedgerStore({}) }, {});
    `,
    '[{ type: backlog-per-worker, source: jobs, acceptableLatency: 60s, serviceTime: 2s }]',
  );

  expect(await exported.run('')).toEqual({ decided: [], notices: [] });
  expect(text).not.toMatch(/pays for no more growth|isClosed/);
});

test('has the very plan that the file says, read and checked, and nothing that reads or checks', async () => {
  const { text, exported } = await bundled(
    `
      import { deployedPlan } from './shared/config/deployed-plan.ts';
      import { decide } from './shared/core/decide.ts';
      import { stateSchema } from './shared/core/state.ts';
      export const run = () => deployedPlan('');
      export const others = [decide, stateSchema];
    `,
    `
      - { type: queue-latency, source: jobs, objective: 1m, serviceTime: 1s }
      - { type: schedule, timeZone: UTC, windows: [{ name: a, cron: 0 8 * * *, for: 8h, min: 2 }] }
    `,
    '{ perHour: 0.1 }\n    budget: shop',
    'budgets: { shop: { limits: { hourly: 5 } } }\nnotify: { eventBus: default }',
  );

  expect(await exported.run('')).toEqual(await deployedPlan(join(folder, 'plan.yml')));
  const ours = text.split(/^\/\/ (?=node_modules|shared)/m).filter((file) => /^shared/.test(file));
  expect(ours.length).toBeGreaterThan(20);
  expect(ours.join('')).not.toMatch(
    /\.(schema|general|directed|lint|doubts|uses|directions|rushes)\b|discriminatedUnion\(/,
  );
  for (const { lint = {}, doubts = {} } of limits.members) {
    expect(Object.keys({ ...lint, ...doubts }).filter((code) => text.includes(code))).toEqual([]);
  }
});

test('keeps the lines of its files, so that stacks tell them', () => {
  const written = [
    "import * as z from 'zod/mini';",
    'const share = z.number().check(z.minimum(0));',
    'export const ceiling = defineLimit({',
    "  name: 'ceiling',",
    '  general: {',
    '    share: z.optional(share),',
    '  },',
    '  /** Nothing. */',
    '  directed: () => ({}),',
    '  restrain(proposal) {',
    '    return proposal;',
    '  },',
    '});',
    'function range(',
    '  range: number,',
    ') {}',
  ];

  const deployed = deployedCode('/shared/core/limits/ceiling.ts', written.join('\n')).split('\n');

  expect(deployed).toHaveLength(written.length);
  expect(deployed.slice(2)).toEqual(
    written.slice(2).map((line, index) => (index >= 2 && index <= 6 ? '' : line)),
  );
  expect(deployed[1]).toContain('= /* @__PURE__ */ z.number().check(/* @__PURE__ */ z.minimum(0))');
});
