import { describe, expect, it } from 'vitest';
import { seconds } from '../../../shared/core/units.ts';
import { awsBacklogPerInstance } from '../../../shared/simulator/baselines/aws-backlog-per-instance.ts';
import { queueTask, type Script, scriptedWorld, steered } from './steered.ts';

/** Visible messages as the queue's metric tells them, minute by minute. */
const asked = (
  script: Omit<Script, 'metrics'> & { readonly metric: readonly number[] },
  { times, keepsOne = true }: { times: number; keepsOne?: boolean },
) =>
  steered(
    awsBacklogPerInstance.variant({ keepsOne }),
    scriptedWorld({ ...script, metrics: { visible: script.metric } }),
    { task: queueTask(), times },
  );

describe('aws-backlog-per-instance', () => {
  it("follows AWS's example after three minutes: 150 per instance of 100 for 10 make 15", () => {
    const world = scriptedWorld({ units: 10, metrics: { visible: [1500] } });

    const sized = steered(awsBacklogPerInstance.ordinary, world, {
      task: queueTask({ objective: seconds(10), serviceTime: seconds(0.1) }),
      times: 4,
    });

    expect(sized).toEqual([10, 10, 10, 15]);
  });

  it('ignores messages in flight: a busy fleet looks idle, and goes', () => {
    const busy = asked({ units: 10, metric: [0], inFlight: [10] }, { times: 40 });

    expect(busy[14]).toBe(10);
    expect(busy.at(-1)).toBe(1);
  });

  it('is undefined at zero instances: whatever waits, nothing scales out', () => {
    const stuck = asked({ units: 0, metric: [5000] }, { times: 60, keepsOne: false });

    expect(new Set(stuck)).toEqual(new Set([0]));
  });

  it('gets to zero, and stuck there, where nobody keeps one', () => {
    const metric = [...Array.from({ length: 20 }, () => 0), 5000];

    const gone = asked({ units: 1, metric }, { times: 60, keepsOne: false });
    const kept = asked({ units: 1, metric }, { times: 60 });

    expect(gone.at(-1)).toBe(0);
    expect(kept.at(-1)).toBe(500);
  });
});
