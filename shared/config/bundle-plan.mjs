// An esbuild plugin that puts the plan into the bundle, read and checked: a plan with problems fails
// the build, so it is never deployed. What reads and checks stays behind; so do the SDK clients of
// services that the plan does not use, the policies, sources and target types it does not have,
// money where it has no budget, notices where it tells nobody, and Lua where no policy is written in
// it; and formulas go along parsed, without their parser. Plain JavaScript, because the Serverless
// Framework loads it.
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { Environment } from '@marcbachmann/cel-js';
import { tsImport } from 'tsx/esm/api';
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, typed by a .d.mts beside it.
import { deployedCode } from './deployed-code.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Files of ours that read the plan or Lua from disk, and those that load what a plan needs. */
const READS_PLAN = /shared[\\/]config[\\/]deployed-plan\.ts$/;
const READS_LUA = /shared[\\/]adapters[\\/]lua[\\/]lua-wasm\.ts$/;
const LOADS_INTERPRETERS = /shared[\\/]adapters[\\/]interpreters\.ts$/;
const LISTS_MEMBERS =
  /shared[\\/](?:core[\\/]policies|adapters[\\/](?:sources|targets))[\\/]index\.ts$/;
const OUR_OWN = /[\\/]shared[\\/].*\.ts$/;
const LOADS_CLIENTS = /shared[\\/]adapters[\\/]aws[\\/]clients\.ts$/;

/** The parser of formulas. */
const CEL = /^@marcbachmann\/cel-js$/;

const REFUSE = `() => { throw new Error('The deployed plan does not have it: package it again.'); }`;

/**
 * Files that do nothing for a plan without a key at its top, and what stands in their place: nobody
 * asks it, but for what a start makes of it.
 */
const PARTS = [
  {
    file: /shared[\\/]core[\\/]notices[\\/]tell\.ts$/,
    key: 'notify',
    contents:
      'export const tellingsOf = (_decision, _outcome, _plan, memory) => ({ notices: [], memory });',
  },
  {
    file: /shared[\\/]adapters[\\/]notifications[\\/]planned-notifications\.ts$/,
    key: 'notify',
    contents: `export const plannedNotifications = ${REFUSE};`,
  },
  {
    file: /shared[\\/]adapters[\\/]stores[\\/]dynamodb-ledger-store\.ts$/,
    key: 'budgets',
    contents: `export const dynamoDbLedgerStore = () => ({ latest: ${REFUSE}, save: ${REFUSE} });`,
  },
  {
    file: /shared[\\/]app[\\/]open-ledger\.ts$/,
    key: 'budgets',
    contents: `export const openLedger = ${REFUSE};`,
  },
  {
    file: /shared[\\/]core[\\/]spend\.ts$/,
    key: 'budgets',
    contents: ['spend', 'isWorthWriting', 'withoutLedger']
      .map((name) => `export const ${name} = ${REFUSE};`)
      .join('\n'),
  },
  {
    file: /shared[\\/]core[\\/]money[\\/]budget-tellings\.ts$/,
    key: 'budgets',
    contents: ['budgetTelling', 'correctionTelling']
      .map((name) => `export const ${name} = ${REFUSE};`)
      .join('\n'),
  },
];

/** @returns {import('esbuild').Plugin} */
export function bundlePlan(file = process.env.TIDEGATE_PLAN ?? 'tidegate.yml') {
  return {
    name: 'tidegate-plan',
    setup(build) {
      const plan = checkedPlan(file);

      build.onLoad({ filter: READS_PLAN }, async ({ path }) => ({
        contents: planSource(await plan),
        resolveDir: join(path, '..'),
        watchFiles: [file],
      }));

      for (const { file: filter, key, contents } of PARTS) {
        build.onLoad({ filter }, async () => {
          const { document } = await plan;
          return document[key] === undefined ? { contents, resolveDir: root } : undefined;
        });
      }

      build.onResolve({ filter: /^\.\/.*\.ts$/ }, async ({ path, importer, kind }) => {
        const loadsClients = LOADS_CLIENTS.test(importer);
        if (kind !== 'dynamic-import' || !(loadsClients || LOADS_INTERPRETERS.test(importer))) {
          return undefined;
        }
        const { services, policies } = await plan;
        const name = basename(path, '.ts');
        const isNeeded = loadsClients
          ? services.has(name.replaceAll('-', ''))
          : policies.some(({ type }) => type === 'lua');
        return isNeeded ? undefined : { path: name, namespace: 'not-in-plan' };
      });

      build.onResolve({ filter: /^\.\/.*\.ts$/ }, async ({ path, importer, kind }) => {
        if (kind !== 'import-statement' || !LISTS_MEMBERS.test(importer)) {
          return undefined;
        }
        const { types } = await plan;
        const type = basename(path, '.ts');
        return types.has(type) ? undefined : { path: type, namespace: 'unused-member' };
      });

      // In its place stands a member of that type that the plan does not have: nobody asks it.
      build.onLoad({ filter: /.*/, namespace: 'unused-member' }, ({ path: type }) => ({
        contents: `export const ${camelCase(type)} = { type: '${type}' };`,
        resolveDir: root,
      }));

      build.onLoad({ filter: /.*/, namespace: 'not-in-plan' }, ({ path }) => ({
        contents: `throw new Error('The deployed plan does not use ${path}: package it again.');`,
      }));

      build.onLoad({ filter: READS_LUA }, async () => ({
        contents: `
          import { brotliDecompressSync } from 'node:zlib';
          const packed = Buffer.from('${await packedLua()}', 'base64');
          export const luaWasm = async () => Uint8Array.from(brotliDecompressSync(packed));
        `,
      }));

      build.onResolve({ filter: CEL }, ({ path }) => ({ path, namespace: 'parsed-formulas' }));

      build.onLoad({ filter: /.*/, namespace: 'parsed-formulas' }, async () => {
        const { policies } = await plan;
        return {
          contents: `
            const parsed = new Map(${JSON.stringify(parsedFormulas(policies))});
            export class ParseError extends Error {
              summary = this.message;
            }
            export class Environment {
              parse(text) {
                const ast = parsed.get(text);
                if (ast === undefined) {
                  throw new ParseError('It is not in the deployed plan: package it again.');
                }
                return { ast };
              }
            }
          `,
        };
      });

      build.onLoad({ filter: OUR_OWN }, async ({ path }) => ({
        contents: deployedCode(path, await readFile(path, 'utf8')),
        loader: 'ts',
      }));

      // The bundles are CommonJS, and lie below our package.json, which says that .js files are not:
      // Lambda never sees it, `serverless invoke local` does.
      const { format, outdir, write } = build.initialOptions;
      if (format === 'cjs' && outdir !== undefined && write !== false) {
        build.onEnd(async () => {
          await mkdir(outdir, { recursive: true });
          await writeFile(join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
        });
      }
    },
  };
}

/**
 * The plan with every default, as a document and as targets; its policies; the types of members
 * that it has; and the services it needs: in lower case, as their files are.
 */
async function checkedPlan(file) {
  const command = [join(root, 'cli', 'tidegate.mjs'), 'plan', '--plan', file, '--json'];
  const { stdout } = await promisify(execFile)(process.execPath, command, { timeout: 60_000 });
  const { document, services } = JSON.parse(stdout);
  const { parsePlan } = await tsImport('./plan-schema.ts', import.meta.url);
  const { plans } = parsePlan(document);
  const policies = plans.flatMap((target) => target.policies);
  const members = plans.flatMap(({ target, sources }) => [target, ...Object.values(sources)]);
  return {
    document,
    plans,
    policies,
    types: new Set([...policies, ...members].map(({ type }) => type)),
    services: new Set(services.map((name) => name.toLowerCase())),
  };
}

/** The module of the deployed plan. What the targets of a budget share stands there once. */
function planSource({ plans }) {
  const [{ notify } = {}] = plans;
  const budgets = plans.flatMap(({ budget }) => (budget === undefined ? [] : [budget]));
  const parts = {
    notify,
    budgets: Object.fromEntries(budgets.map((budget) => [budget.name, budget])),
    targets: plans.map(({ notify: _, budget, ...plan }) => ({ ...plan, budget: budget?.name })),
  };
  return `
    import * as z from 'zod/mini';
    import en from 'zod/v4/locales/en.js';
    z.config(en());
    const { notify, budgets, targets } = JSON.parse(${JSON.stringify(written(parts))});
    const plans = targets.map(({ budget, ...plan }) => ({
      ...plan,
      ...(notify && { notify }),
      ...(budget && { budget: budgets[budget] }),
    }));
    export const deployedPlan = async () => plans;
  `;
}

/** A plan as JSON; throws where that would lose something of it. */
function written(parts) {
  return JSON.stringify(parts, (key, value) => {
    const isPlain =
      typeof value === 'object'
        ? value === null ||
          Array.isArray(value) ||
          Object.getPrototypeOf(value) === Object.prototype
        : typeof value === 'number'
          ? Number.isFinite(value)
          : ['string', 'boolean', 'undefined'].includes(typeof value);
    if (!isPlain) {
      throw new Error(`The plan's "${key}" cannot be deployed: it is no plain value.`);
    }
    return value;
  });
}

/** "queue-latency" as the list of policies imports it: queueLatency. */
function camelCase(type) {
  return type.replaceAll(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** Every formula with what its text is parsed to. */
function parsedFormulas(policies) {
  const cel = new Environment();
  return policies
    .filter(({ type }) => type === 'formula')
    .map(({ capacity }) => [capacity, plain(cel.parse(capacity).ast)]);
}

/** The part of a parsed expression that we evaluate, as JSON carries it. */
function plain(part) {
  if (Array.isArray(part)) {
    return part.map(plain);
  }
  if (typeof part === 'bigint') {
    return Number(part);
  }
  return typeof part === 'object'
    ? { op: part.op, args: plain(part.args), start: part.start }
    : part;
}

/** Lua's WebAssembly module, compressed: once for all bundles, as that takes half a second. */
function packedLua() {
  packing ??= readFile(createRequire(import.meta.url).resolve('wasmoon/dist/glue.wasm')).then(
    (bytes) => brotliCompressSync(bytes).toString('base64'),
  );
  return packing;
}

let packing;

export default [bundlePlan()];
