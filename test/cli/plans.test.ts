import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { readPlanDocument } from '../../shared/config/plan-document.ts';
import { capacity } from '../../shared/core/units.ts';
import { inMemoryApplication } from '../support/application.ts';
import { at, state } from '../support/builders.ts';
import { TIDEGATE_PLAN, terminal } from '../support/terminal.ts';

const WRONG = `version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 5, max: 2 }
    evaluateEvery: 1
    sources: {}
    policies: []
`;

let folder = '';
const file = (name: string) => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidegate-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('tidegate lint', () => {
  test('of a right plan says how much it found: exit code 0', async () => {
    const { tidegate, printed } = terminal();

    const code = await tidegate('lint');

    expect(code).toBe(0);
    expect(printed).toEqual([`${TIDEGATE_PLAN}: 2 targets, no problems`]);
  });

  test('of a wrong plan prints every problem as a compiler does: exit code 2', async () => {
    await writeFile(file('wrong.yml'), WRONG);
    const { tidegate, printed } = terminal();

    const code = await tidegate('lint', file('wrong.yml'));

    expect(code).toBe(2);
    expect(printed).toEqual([
      `${file('wrong.yml')}:5:5 error minimum-over-maximum targets.web.capacity: min is more than max`,
      '  fix: swap the two',
      '  see: docs/reference/lint.md#minimum-over-maximum',
      `${file('wrong.yml')}:6:5 error invalid-value targets.web.evaluateEvery: ` +
        '1 does not fit: a duration with its unit, like "30s", "5m" or "2h"',
      '  fix: write 1s, if seconds are meant',
      '  see: docs/reference/lint.md#invalid-value',
      `${file('wrong.yml')}:7:5 error invalid-value targets.web.sources: a target needs a source`,
      '  fix: write what is to be read, by a name of yours',
      '  see: docs/reference/lint.md#invalid-value',
      `${file('wrong.yml')}:8:5 error invalid-value targets.web.policies: ` +
        '[] does not fit: at least one policy',
      '  fix: write at least one policy',
      '  see: docs/reference/lint.md#invalid-value',
      `${file('wrong.yml')}: 4 errors`,
    ]);
  });

  test('counts one error and one warning as one', async () => {
    await writeFile(
      file('idle.yml'),
      `version: 1
targets:
  web:
    target: { type: auto-scaling-group, name: web }
    capacity: { min: 1, max: 2 }
    sources:
      used: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/used' }
      idle: { type: sqs-queue, queueUrl: 'https://sqs.us-east-1.amazonaws.com/1/idle' }
    policies:
      - { type: target-tracking, source: used, target: 5, measure: total }
`,
    );
    const { tidegate, printed } = terminal();

    const code = await tidegate('lint', file('idle.yml'));

    expect(code).toBe(0);
    expect(printed).toEqual([
      `${file('idle.yml')}:8:7 warning unused-source targets.web.sources.idle: ` +
        'nothing uses the source "idle"',
      '  fix: name it in a policy, or take it away',
      '  see: docs/reference/lint.md#unused-source',
      `${file('idle.yml')}: 1 target, 1 warning`,
    ]);
  });

  test('--json gives the problems with their paths and lines', async () => {
    await writeFile(file('wrong.yml'), WRONG);
    const { tidegate, json } = terminal({ planFile: file('wrong.yml') });

    const code = await tidegate('lint', '--json');

    expect(code).toBe(2);
    expect(json()).toMatchObject({
      file: file('wrong.yml'),
      status: 'invalid',
      problems: [
        {
          code: 'minimum-over-maximum',
          severity: 'error',
          path: ['targets', 'web', 'capacity'],
          line: 5,
          column: 5,
          fix: 'swap the two',
          docs: 'docs/reference/lint.md#minimum-over-maximum',
        },
        { path: ['targets', 'web', 'evaluateEvery'], line: 6 },
        { path: ['targets', 'web', 'sources'], line: 7 },
        { path: ['targets', 'web', 'policies'], line: 8 },
      ],
    });
  });
});

describe('tidegate plan', () => {
  test('shows the targets at a glance, and what they can cost in a month', async () => {
    const { tidegate, printed } = terminal();

    const code = await tidegate('plan');

    expect(code).toBe(0);
    expect(printed.join('\n').split('\n').slice(0, 13)).toEqual([
      'target        moves               capacity  every  policies               mode',
      'checkout-web  auto-scaling-group  2 to 40   1m     target-tracking, step  live',
      'thumbnails    auto-scaling-group  0 to 50   30s    queue-latency          live',
      '',
      'Cost of what is scaled, in USD a month of 730 hours',
      '',
      'target        unit-hour  minimum   typical   maximum  mean units  typical is',
      'checkout-web      0.096   140.16  1,080.40  2,803.20        15.4  assumed day',
      'thumbnails        0.034     0.00    475.72  1,241.00        19.2  assumed day',
      'in all                    140.16  1,556.12  4,044.20',
      '',
      'Minimum, maximum: the least and the most units that the plan allows, all month.',
      'Assumed day: nobody measured it; a peak that needs 60 % of the maximum, a night',
    ]);
  });

  test('--trace takes a simulated load for typical', async () => {
    const { tidegate, json } = terminal();

    const code = await tidegate('plan', '--trace', 'diurnal', '--json');

    expect(code).toBe(0);
    expect(json()).toMatchObject({
      costs: [
        { target: 'checkout-web', typicalIs: 'simulated, 7d of diurnal' },
        { target: 'thumbnails', minimum: 0, typicalIs: 'simulated, 7d of diurnal' },
      ],
    });
  });

  test('--recorded takes what activities tell, and says where they tell nothing', async () => {
    const plans = await deployedPlan(TIDEGATE_PLAN);
    const application = inMemoryApplication(plans);
    await application.ports.states.save(
      'thumbnails',
      state({ applied: { capacity: capacity(5), at: at(-864_000) } }),
    );
    const { tidegate, json } = terminal({ application });

    await tidegate('plan', '--recorded', '--json');

    expect(json()).toMatchObject({
      costs: [
        { target: 'checkout-web', typicalIs: 'assumed day: nothing is recorded' },
        { target: 'thumbnails', typicalUnits: 5, typicalIs: 'recorded, 10 days' },
      ],
    });
  });

  test('--trace and --recorded together are refused: exit code 2', async () => {
    const { tidegate, complained } = terminal();

    expect(await tidegate('plan', '--trace', 'diurnal', '--recorded')).toBe(2);
    expect(complained).toEqual(['Take --trace or --recorded, not both.']);
  });

  test('--resolved is a plan with every default, and the same', async () => {
    const { tidegate, printed } = terminal();

    await tidegate('plan', '--resolved');

    const resolved = readPlanDocument(printed.join('\n'));
    expect(printed.join('\n')).toContain('idleCapacity: 0');
    expect(resolved).toMatchObject({
      status: 'valid',
      plans: [{ id: 'checkout-web', limits: { tolerance: 10 } }, { id: 'thumbnails' }],
    });
  });

  test('--json gives the document and the AWS services that it needs', async () => {
    const { tidegate, json } = terminal();

    await tidegate('plan', '--json');

    expect(json()).toMatchObject({
      document: { version: 1, targets: { 'checkout-web': { mode: 'live' } } },
      services: expect.arrayContaining(['autoScaling', 'cloudWatch', 'dynamoDb', 'sqs']),
    });
  });

  test('of a wrong plan prints every problem: exit code 2', async () => {
    await writeFile(file('wrong.yml'), WRONG);
    const { tidegate, complained } = terminal({ planFile: file('wrong.yml') });

    const code = await tidegate('plan');

    expect(code).toBe(2);
    const lines = complained.join('\n').split('\n');
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toBe(`What to write instead: tidegate lint ${file('wrong.yml')}`);
  });
});
