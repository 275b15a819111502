import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aws } from './support/aws-cli.ts';
import { given } from './support/given.ts';

/** Other tests deploy functions and mappings of their own. */
const OURS = `tidegate-${given.stage}-`;

describe('serverless deploy', () => {
  it('completes against the emulator', async () => {
    const said = await readFile(join(given.deployment, 'deploy.log'), 'utf8');
    const described = await aws(
      ...['cloudformation', 'describe-stacks', '--stack-name', `tidegate-${given.stage}`],
    );

    expect(said).toContain('functions:');
    expect(described).toMatchObject({ Stacks: [{ StackStatus: 'UPDATE_COMPLETE' }] });
  });

  it('deploys every file in functions/', async () => {
    const files = await readdir(join(given.root, 'functions'));
    const handlers = files.map((file) => `functions/${file.replace(/\.ts$/, '')}.handler`);

    const deployed = await aws(
      ...['lambda', 'list-functions', '--query'],
      `Functions[?starts_with(FunctionName, '${OURS}')].Handler`,
    );

    expect(deployed).toEqual(expect.arrayContaining(handlers));
    expect(deployed).toHaveLength(handlers.length);
  });

  it('wires the schedules, the queue and the topics to their functions', async () => {
    const [rules, mappings, subscriptions] = await Promise.all([
      aws('events', 'list-rules', '--query', 'Rules[].[ScheduleExpression, State]'),
      aws(
        ...['lambda', 'list-event-source-mappings', '--query'],
        `EventSourceMappings[?contains(FunctionArn, ':${OURS}')]`,
      ),
      aws('sns', 'list-subscriptions', '--query', 'Subscriptions'),
    ]);

    expect(rules).toContainEqual(['rate(1 minute)', 'ENABLED']);
    expect(rules).toContainEqual(['cron(7 * * * ? *)', 'ENABLED']);
    expect(rules).toContainEqual(['cron(23 1,9,17 * * ? *)', 'ENABLED']);
    expect(mappings).toMatchObject([
      {
        EventSourceArn: expect.stringMatching(/:tidegate-local-evaluations$/),
        FunctionArn: expect.stringMatching(/:tidegate-local-evaluate$/),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    ]);
    expect(subscriptions).toEqual(
      expect.arrayContaining(
        [
          { topic: /:tidegate-local-wake$/, endpoint: /:tidegate-local-onAlarm$/ },
          { topic: /:tidegate-local-budgets$/, endpoint: /:tidegate-local-onBudgetNotice$/ },
        ].map(({ topic, endpoint }) =>
          expect.objectContaining({
            TopicArn: expect.stringMatching(topic),
            Endpoint: expect.stringMatching(endpoint),
          }),
        ),
      ),
    );
  });

  it("creates every alarm, the dead man's switch among them", async () => {
    const alarms = await aws(
      ...['cloudwatch', 'describe-alarms', '--alarm-name-prefix', 'tidegate-local-'],
      ...['--query', 'MetricAlarms[].AlarmName'],
    );

    expect(alarms).toEqual(
      expect.arrayContaining([
        'tidegate-local-ticks-stopped',
        'tidegate-local-tick-errors',
        'tidegate-local-evaluate-throttles',
        'tidegate-local-failed-evaluations',
        'tidegate-local-evaluations-late',
      ]),
    );
  });
});
