import { describe, expect, it } from 'vitest';
import { invoke } from './support/aws-cli.ts';
import { changesOf, deployedGroups, deployedQueues } from './support/deployed.ts';
import { accessTo, given } from './support/given.ts';
import { jobs } from './support/queues.ts';
import { putMetrics } from './support/source-trials.ts';

/** A group and its load. */
interface Scene {
  /** The name of the target, the group and the queue, and the dimension of the metric. */
  readonly target: string;
  /** Units at first. */
  readonly from: number;
  readonly messages?: number;
  readonly busyPercent?: number;
}

/** A scene, and what one evaluation makes of it. */
interface Scenario extends Scene {
  readonly to: number;
  /** The sentence of the activity. */
  readonly because: RegExp;
}

const scenarios: readonly Scenario[] = [
  {
    target: 'by-schedule',
    busyPercent: 50,
    from: 2,
    to: 7,
    because: /^(first|second) half \(\d\d:00–\d\d:00 Asia\/Kolkata\) asks for at least 7$/,
  },
  {
    target: 'by-queue-latency',
    messages: 30,
    from: 0,
    to: 14,
    because: /^0 messages\/s arrive and 30 wait in jobs: 13\.\d+ take them in time/,
  },
  {
    target: 'by-formula',
    messages: 44,
    busyPercent: 95,
    from: 2,
    to: 6,
    because: /^the formula comes to 5\.5 with frames 44, busy 95 and capacity 2$/,
  },
  {
    target: 'by-lua',
    messages: 24,
    from: 1,
    to: 5,
    because: /^the script returns 5 with exports 24$/,
  },
  {
    target: 'by-step',
    busyPercent: 90,
    from: 4,
    to: 6,
    because: /^busy is 90, at or above 85$/,
  },
  {
    target: 'by-threshold',
    busyPercent: 80,
    from: 2,
    to: 5,
    because: /^busy is 80, above 75$/,
  },
  {
    target: 'by-composite-score',
    busyPercent: 90,
    from: 4,
    to: 5,
    because: /^medium urgency, 75 of 100: busy is 90 \(75\)$/,
  },
  {
    target: 'by-progressive',
    busyPercent: 90,
    from: 3,
    to: 6,
    because: /^busy is 90, at or above 85 for 0s: phase 2 of 2, 100 % more/,
  },
  {
    target: 'by-budget',
    messages: 60,
    from: 1,
    to: 5,
    because: /^budget "pocket-money" .* 0\.10 USD this hour \(hard cap.* would cost 0\.20$/,
  },
];

describe('what is deployed', () => {
  it.each(scenarios)('$target scales out, and says why', async ({ to, because, ...scene }) => {
    const { target, from } = scene;
    await arrange(scene);

    const { functionError } = await evaluate(target);

    expect(functionError).toBeUndefined();
    expect(await deployedGroups.desiredCapacity(target)).toBe(to);
    expect(await changesOf(target)).toMatchObject([
      {
        decision: { action: 'scale-out', from, to, because: expect.stringMatching(because) },
        outcome: { status: 'applied' },
      },
    ]);
  });

  it('scales out by-service-level to what bears the load, and room for surprises', async () => {
    const target = 'by-service-level';
    await arrange({ target, from: 4, busyPercent: 90 });

    const { functionError } = await evaluate(target);

    expect(functionError).toBeUndefined();
    const capacity = await deployedGroups.desiredCapacity(target);
    expect(capacity).toBeGreaterThan((4 * 90) / 60);
    expect(await changesOf(target)).toMatchObject([
      {
        decision: { from: 4, to: capacity, because: expect.stringContaining('360 in all') },
        outcome: { status: 'applied' },
      },
    ]);
  });

  it('holds where a script never ends, and where too little is learned, and says so', async () => {
    const scenes: readonly Scene[] = [
      { target: 'by-endless-lua', messages: 24, from: 2 },
      { target: 'by-adaptive-threshold', busyPercent: 90, from: 2 },
    ];
    await Promise.all(scenes.map(arrange));

    const { functionError, answer } = await evaluate(...scenes.map(({ target }) => target));

    expect(functionError).toBeUndefined();
    expect(JSON.stringify(answer)).toContain(
      'the script failed with exports 24: it ran for over 50000 instructions',
    );
    expect(JSON.stringify(answer)).toMatch(/too little is known of busy at \d\d:00 UTC/);
    expect(
      await Promise.all(scenes.map(({ target }) => deployedGroups.desiredCapacity(target))),
    ).toEqual([2, 2]);
  });
});

/** The group comes last: as long as it is missing, nothing is decided. */
async function arrange({ target, from, messages, busyPercent }: Scene): Promise<void> {
  if (messages !== undefined) {
    await deployedQueues.send(await deployedQueues.create(target), jobs(messages));
  }
  if (busyPercent !== undefined) {
    const Dimensions = [{ Name: 'Target', Value: target }];
    await putMetrics(accessTo(given.miniStack), 'Emulated', [
      { MetricName: 'Busy', Dimensions, Value: busyPercent },
    ]);
  }
  await deployedGroups.create(target, { min: 0, max: 20, desired: from });
}

function evaluate(...targets: readonly string[]) {
  return invoke('operate', JSON.stringify({ operation: 'evaluate', targets }));
}
