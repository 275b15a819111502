import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { sources } from '../../shared/adapters/sources/index.ts';
import { targets } from '../../shared/adapters/targets/index.ts';
import { readDeployment } from '../support/deployment.ts';

const { statements } = readDeployment().provider.iam.role;

/** What Tidegate needs for itself: its memory, its queues, and whom the plan's `notify` names. */
const OWN = new Set([
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'events:PutEvents',
  'sns:Publish',
  'sqs:SendMessage',
]);

/**
 * Actions that AWS does not let us narrow to a resource.
 * Source: AWS Service Authorization Reference, "Actions, resources, and condition keys for Amazon
 * EC2 Auto Scaling / Application Auto Scaling / Amazon CloudWatch" (September 2026): no resource
 * type stands beside them. (GetMetricData has an optional one, for data sets, which metrics lack.)
 */
const NOT_NARROWABLE = new Set([
  'application-autoscaling:DescribeScalableTargets',
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeScalingActivities',
  'cloudwatch:GetMetricData',
]);

const needed = new Set(
  [...sources.members, ...targets.members].flatMap(({ permissions }) => permissions),
);
const granted = new Set(statements.flatMap(({ Action }) => Action));

describe('the permissions that serverless.yml grants', () => {
  test('are those that sources and targets declare, and our own: none is missing', () => {
    const lacking = [...needed].filter((action) => !granted.has(action));

    expect(lacking.map((action) => `serverless.yml must grant ${action}`)).toEqual([]);
  });

  test('are those that sources and targets declare, and our own: none is too many', () => {
    const excess = [...granted].filter((action) => !needed.has(action) && !OWN.has(action));

    expect(excess.map((action) => `nobody needs ${action}`)).toEqual([]);
  });

  test('name whole actions: no wildcard', () => {
    const wild = [...granted].filter((action) => action.includes('*'));

    expect(wild).toEqual([]);
  });

  test.each(statements)('$Sid: every resource only where AWS knows no other', (statement) => {
    const { Action: actions, Resource: resource } = statement;
    const isNarrow = resource !== '*' && !/^!Sub \*$/.test(resource);

    expect(isNarrow || actions.every((action) => NOT_NARROWABLE.has(action))).toBe(true);
  });

  test.each(statements)('$Sid: is narrowed to a service, an account and a kind', (statement) => {
    const { Resource: resource } = statement;

    expect(resource).toMatch(
      /^(\*|!GetAtt \w+\.Arn|!Sub \$\{self:custom\.noticeTopic\}|!Sub arn:\$\{AWS::Partition\}:[a-z-]+:\*:\$\{AWS::AccountId\}:.+)$/,
    );
  });

  test('stand in one statement each, unless for two resources', () => {
    const pairs = statements.flatMap(({ Action: actions, Resource: resource }) =>
      actions.map((action) => `${action} on ${resource}`),
    );

    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

const role = z.object({
  Policies: z.array(
    z.object({
      PolicyDocument: z.object({
        Statement: z.array(
          z.object({
            Action: z.array(z.string()),
            Resource: z.string(),
            Condition: z.optional(z.unknown()),
          }),
        ),
      }),
    }),
  ),
});

describe('the permissions of what makes forecasts', () => {
  const { Properties } = readDeployment().resources.Resources['ForecastRole'] ?? {};
  const allowed = z
    .parse(role, Properties)
    .Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const own = ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'sqs:SendMessage'];
  const logs = ['logs:CreateLogStream', 'logs:PutLogEvents'];

  test('are those that the past of loads declares, its log and its memory: no more, no less', () => {
    const past = sources.members.flatMap(({ history }) =>
      history?.whole === undefined ? [] : history.permissions,
    );

    const granted = allowed.flatMap(({ Action: actions }) => actions);

    expect(granted.toSorted()).toEqual([...new Set([...past, ...own, ...logs])].toSorted());
  });

  test('are for every resource only where AWS knows no other', () => {
    const wide = allowed.filter(({ Resource: resource }) => resource === '*');

    expect(wide.flatMap(({ Action: actions }) => actions)).toEqual(['cloudwatch:GetMetricData']);
  });
});

describe('the permissions of what reads the bill', () => {
  const { Properties } = readDeployment().resources.Resources['ReconcileRole'] ?? {};
  const allowed = z
    .parse(role, Properties)
    .Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

  test('are the bill, ledgers, people, its log and its failed events: no more, no less', () => {
    const granted = allowed.flatMap(({ Action: actions }) => actions);

    expect(granted.toSorted()).toEqual([
      'ce:GetCostAndUsage',
      'dynamodb:BatchGetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'events:PutEvents',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sqs:SendMessage',
    ]);
  });

  test('are for every resource only where AWS knows no other', () => {
    const wide = allowed.filter(({ Resource: resource }) => resource === '*');

    expect(wide.flatMap(({ Action: actions }) => actions)).toEqual(['ce:GetCostAndUsage']);
  });

  test('of the table are those of ledgers alone', () => {
    const table = allowed.find(({ Action: [action = ''] }) => action.startsWith('dynamodb:'));

    expect(table?.Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['budget#*'] },
    });
  });
});

describe('what members declare', () => {
  test.each([...sources.members, ...targets.members])('$type needs something', (member) => {
    expect(member.permissions.length).toBeGreaterThan(0);
    for (const permission of member.permissions) {
      expect(permission).toMatch(/^[a-z-]+:[A-Z][A-Za-z]+$/);
    }
  });
});
