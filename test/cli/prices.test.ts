import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { loopbackPerTest, type WireAnswer, type WireCall } from '../support/loopback.ts';
import { terminal } from '../support/terminal.ts';

const answering = loopbackPerTest();
const MIXED = `
    unit:
      instanceTypes: { m5.large: 1, m5.xlarge: 2 }
      zones: 3
      purchase: { onDemandBase: 2, onDemandPercentageAboveBase: 25 }`;

const target = (id: string, unit: string) => `
  ${id}:
    target: { type: auto-scaling-group, name: ${id} }
    capacity: { min: 2, max: 10 }${unit}
    sources: { jobs: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/a' } }
    policies: [ { type: queue-latency, source: jobs, objective: 1m, serviceTime: 1s } ]`;
const plan = (...targets: readonly string[]) => `version: 1\ntargets:${targets.join('')}\n`;

let folder = '';
const planFile = () => join(folder, 'tidegate.yml');
const pricesFile = () => join(folder, 'tidegate.prices.json');
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Types that the fake price list has. */
const LISTED: Readonly<Record<string, string>> = { 'm5.large': '0.1', 'm5.xlarge': '0.2' };

function awsAnswer({ operation, body }: WireCall): WireAnswer {
  if (operation === 'DescribeSpotPriceHistory') {
    const item = (type: string, usd: string) =>
      `<item><instanceType>${type}</instanceType><spotPrice>${usd}</spotPrice>` +
      '<timestamp>2026-09-01T10:00:00Z</timestamp><availabilityZone>a</availabilityZone></item>';
    return {
      xml:
        '<DescribeSpotPriceHistoryResponse><spotPriceHistorySet>' +
        `${item('m5.large', '0.04')}${item('m5.xlarge', '0.06')}` +
        '</spotPriceHistorySet></DescribeSpotPriceHistoryResponse>',
    };
  }
  const type = /"instanceType","Value":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? '';
  const usd = LISTED[type];
  const product = {
    product: { attributes: { usagetype: `BoxUsage:${type}` } },
    terms: {
      OnDemand: { a: { priceDimensions: { b: { unit: 'Hrs', pricePerUnit: { USD: usd } } } } },
    },
  };
  return { json: { PriceList: usd === undefined ? [] : [JSON.stringify(product)] } };
}

async function atAws(): Promise<readonly WireCall[]> {
  const { host, calls } = await answering(awsAnswer);
  vi.stubEnv('AWS_ENDPOINT_URL', `http://${host}`);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return calls;
}

describe('tidegate prices', () => {
  test('shows what a unit costs and where that is known from', async () => {
    await writeFile(
      planFile(),
      plan(
        target('api', '\n    unit: { instanceType: m5.large }'),
        target('mixed', MIXED),
        target('own', '\n    unit: { perHour: 0.3 }'),
        target('unsaid', ''),
      ),
    );
    const { tidegate, json } = terminal({ planFile: planFile() });

    const code = await tidegate('prices', '--json');

    expect(code).toBe(0);
    expect(json()).toMatchObject([
      { target: 'api', perHour: 0.096, meanAtMinimum: 0.096, spotPools: null },
      { target: 'mixed', perHour: 0.096, spotPools: 6 },
      { target: 'own', perHour: 0.3, from: 'the plan' },
      { target: 'unsaid', perHour: null, meanAtMaximum: null, from: null },
    ]);
  });

  test('prints a line for each target', async () => {
    await writeFile(
      planFile(),
      plan(target('own', '\n    unit: { perHour: 0.3 }'), target('no', '')),
    );
    const { tidegate, printed } = terminal({ planFile: planFile() });

    await tidegate('prices');

    expect(printed.join('\n').split('\n')).toEqual([
      'target  USD per unit-hour  mean at most units  from',
      'own     0.3                0.3                 the plan',
      'no      -                  -                   unknown',
    ]);
  });

  test('knows no other verb than refresh: exit code 2', async () => {
    const { tidegate, complained } = terminal({ planFile: planFile() });

    expect(await tidegate('prices', 'renew')).toBe(2);
    expect(complained).toEqual(['There is no "prices renew", only "prices refresh".']);
  });
});

describe('tidegate prices refresh', () => {
  test('writes what AWS asks for exactly what the plan uses, and the plan then has it', async () => {
    await writeFile(
      planFile(),
      plan(
        target('mixed', MIXED),
        target('own', '\n    unit: { perHour: 0.3, instanceType: z9.large }'),
      ),
    );
    const calls = await atAws();
    const { tidegate, printed } = terminal({ planFile: planFile() });

    const code = await tidegate('prices', 'refresh');

    expect([code, printed.at(-1)]).toEqual([
      0,
      `Written to ${pricesFile()}. Package and deploy again to use it.`,
    ]);
    expect(JSON.parse(await readFile(pricesFile(), 'utf8'))).toMatchObject({
      version: 1,
      currency: 'USD',
      tables: [
        {
          region: 'us-east-1',
          usd: {
            'ec2 m5.large': 0.1,
            'ec2 m5.xlarge': 0.2,
            'spot m5.large': 0.04,
            'spot m5.xlarge': 0.06,
          },
        },
      ],
    });
    expect(calls.map(({ operation }) => operation).toSorted()).toEqual([
      'DescribeSpotPriceHistory',
      'GetProducts',
      'GetProducts',
    ]);
    const [mixed] = await deployedPlan(planFile());
    expect(mixed?.unit).toMatchObject({
      perHour: 0.1,
      purchase: { onDemandPerHour: 0.1, spotPerHour: 0.035 },
    });
  });

  test('says what AWS has no price of, and keeps the others: exit code 1', async () => {
    await writeFile(
      planFile(),
      plan(
        target('api', '\n    unit: { instanceType: m5.large }'),
        target('typo', '\n    unit: { instanceType: m5.lrage }'),
      ),
    );
    await atAws();
    const { tidegate, complained } = terminal({ planFile: planFile() });

    const code = await tidegate('prices', 'refresh');

    expect(code).toBe(1);
    expect(complained).toEqual(['The AWS Price List has no price of "ec2 m5.lrage" in us-east-1.']);
    expect(JSON.parse(await readFile(pricesFile(), 'utf8')).tables[0].usd).toEqual({
      'ec2 m5.large': 0.1,
    });
  });

  test('calls nobody where the plan states every price', async () => {
    await writeFile(planFile(), plan(target('own', '\n    unit: { perHour: 0.3 }')));
    const { tidegate, printed } = terminal({ planFile: planFile() });

    expect(await tidegate('prices', 'refresh')).toBe(0);
    expect(printed).toEqual(['The plan states every price itself: there is nothing to look up.']);
  });

  test('without a plan writes nothing: exit code 2', async () => {
    const { tidegate, complained } = terminal({ planFile: planFile() });

    expect(await tidegate('prices', 'refresh')).toBe(2);
    expect(complained).toEqual([`There is no plan at "${planFile()}".`]);
  });

  test.each([
    { text: '{', problem: 'tidegate.prices.json: ' },
    { text: '{"version":1,"currency":"EUR","tables":[]}', problem: 'currency: prices are in USD' },
    {
      text: JSON.stringify({
        version: 1,
        currency: 'USD',
        tables: [
          { region: 'us-east-1', date: '2026-09-01', source: 'me', usd: { 'ec2 m5.large': 0 } },
        ],
      }),
      problem: 'tables.0.usd.ec2 m5.large: a price larger than 0',
    },
  ])('a broken file is refused with what is wrong: $text', async ({ text, problem }) => {
    await writeFile(planFile(), plan(target('own', '\n    unit: { perHour: 0.3 }')));
    await writeFile(pricesFile(), text);
    const { tidegate, complained } = terminal({ planFile: planFile() });

    const code = await tidegate('prices');

    expect(code).toBe(2);
    expect(complained.join('\n')).toContain(problem);
    expect(complained.join('\n')).toContain('Run "tidegate prices refresh" to write it anew');
  });
});
