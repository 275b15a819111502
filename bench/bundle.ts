/**
 * @module Size and start-up of the evaluate bundle against a file that only imports and constructs
 * the SDK clients that the plan needs. Run: npx tsx bench/bundle.ts [plan.yml …]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { neededServices } from '../shared/adapters/needed-services.ts';
// biome-ignore lint/correctness/useImportExtensions: it is JavaScript, typed by a .d.mts beside it.
import { bundlePlan } from '../shared/config/bundle-plan.mjs';
import { deployedPlan } from '../shared/config/deployed-plan.ts';

const ROUNDS = 21;
const SETTINGS = {
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node22',
  logLevel: 'error',
} as const;

/** The package and the client of each service. */
const CLIENTS: Readonly<Record<string, readonly [string, string]>> = {
  applicationAutoScaling: ['application-auto-scaling', 'ApplicationAutoScalingClient'],
  autoScaling: ['auto-scaling', 'AutoScalingClient'],
  cloudWatch: ['cloudwatch', 'CloudWatchClient'],
  dynamoDb: ['dynamodb', 'DynamoDBClient'],
  ecs: ['ecs', 'ECSClient'],
  eventBridge: ['eventbridge', 'EventBridgeClient'],
  lambda: ['lambda', 'LambdaClient'],
  sns: ['sns', 'SNSClient'],
  sqs: ['sqs', 'SQSClient'],
};

for (const plan of process.argv.length > 2 ? process.argv.slice(2) : ['tidegate.yml']) {
  // biome-ignore lint/performance/noAwaitInLoops: measured one after the other.
  await compare(plan);
}

async function compare(plan: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tidegate-bench-'));
  try {
    const services = [...neededServices(await deployedPlan(plan))].toSorted();
    const bare = join(folder, 'bare.cjs');
    const ours = join(folder, 'evaluate.cjs');
    await build({
      ...SETTINGS,
      stdin: { contents: bareSource(services), resolveDir: process.cwd(), loader: 'js' },
      outfile: bare,
    });
    await build({
      ...SETTINGS,
      entryPoints: ['functions/evaluate.ts'],
      plugins: [bundlePlan(plan)],
      outfile: ours,
    });
    // An empty batch makes the function compose everything it needs and do nothing.
    const start = join(folder, 'start.cjs');
    writeFileSync(start, `require('./evaluate.cjs').handler({ Records: [] }, {});`);
    const ratios: number[] = [];
    const times = { bare: [] as number[], ours: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = millisecondsOf(bare);
      const other = millisecondsOf(start);
      times.bare.push(one);
      times.ours.push(other);
      ratios.push(other / one);
    }
    const size = { bare: statSync(bare).size, ours: statSync(ours).size };
    console.log(
      `${plan}: ${services.length} clients (${services.join(', ')})\n` +
        `  size      ${kB(size.ours)} against ${kB(size.bare)} bare: ${(size.ours / size.bare).toFixed(2)} ×\n` +
        `  start-up  ${median(times.ours).toFixed(0)} ms against ${median(times.bare).toFixed(0)} ms bare: ` +
        `${median(ratios).toFixed(2)} × (median of ${ROUNDS} pairs)`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bareSource(services: readonly string[]): string {
  return services
    .map((service) => {
      const [name, client] = CLIENTS[service] ?? [];
      return `const { ${client} } = require('@aws-sdk/client-${name}'); new ${client}({ region: 'us-east-1' });`;
    })
    .join('\n');
}

/** Time from before the file is loaded until its work is done, in the process itself. */
function millisecondsOf(file: string): number {
  const script =
    `const t = performance.now(); Promise.resolve(require(${JSON.stringify(file)})).then(() => ` +
    `setImmediate(() => console.error(performance.now() - t)));`;
  const { stderr } = spawnSync(process.execPath, ['-e', script], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      TIDEGATE_EVALUATION_QUEUE_URL: 'http://127.0.0.1:9/1/q',
    },
  });
  return Number(stderr.trim().split('\n').at(-1));
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
