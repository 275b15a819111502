import { describe, expect, test } from 'vitest';
import { tick } from '../../shared/app/tick.ts';
import { wakeOnAlarm } from '../../shared/app/wake-on-alarm.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { at, FREE_LIMITS, missing } from '../support/builders.ts';

const app = () =>
  inMemoryApplication([
    scalingPlan({ id: 'web', wakeOn: ['busy', 'slow'], limits: FREE_LIMITS }),
    scalingPlan({ id: 'jobs', wakeOn: ['busy'], limits: FREE_LIMITS }),
    scalingPlan({ id: 'calm', limits: FREE_LIMITS }),
  ]);

describe('an alarm', () => {
  test.each([
    { alarmName: 'busy', awake: ['web', 'jobs'] },
    { alarmName: 'slow', awake: ['web'] },
  ])('$alarmName evaluates the targets that wait for it', async ({ alarmName, awake }) => {
    const { plans, ports } = app();

    const evaluations = await wakeOnAlarm({ alarmName, state: 'ALARM' }, plans, ports);

    expect(evaluations.map(({ decision }) => decision.target)).toEqual(awake);
  });

  test('that nobody waits for is noted', async () => {
    const { plans, ports, notes } = app();

    const evaluations = await wakeOnAlarm({ alarmName: 'disk', state: 'OK' }, plans, ports);

    expect(evaluations).toEqual([]);
    expect(notes).toMatchObject([
      { level: 'info', message: 'no target waits for the alarm "disk"' },
    ]);
  });

  test('ends the rest of a calm target, also where its readings show nothing yet', async () => {
    const app = inMemoryApplication([
      scalingPlan({ id: 'web', min: 2, calmEvery: 900, wakeOn: ['busy'], limits: FREE_LIMITS }),
    ]);
    const lookAt = async (minute: number) => {
      app.read('web', 'load', 1);
      return (await tick(at(60 * minute), app.plans, app.ports)).evaluations.length;
    };
    const looksIn = async (from: number, to: number) => {
      let looks = 0;
      for (let minute = from; minute < to; minute += 1) {
        // biome-ignore lint/performance/noAwaitInLoops: one tick follows another.
        looks += await lookAt(minute);
        app.pass(60);
      }
      return looks;
    };
    await looksIn(0, 15);
    const atRest = await looksIn(15, 30);

    await wakeOnAlarm({ alarmName: 'busy', state: 'ALARM' }, app.plans, app.ports);
    const awake = await looksIn(30, 40);

    expect(atRest).toBe(1);
    expect(awake).toBe(10);
  });

  test('only says when to look: what is done follows from the readings', async () => {
    const { plans, ports, read, applied } = app();
    read('web', 'load', missing('empty'));
    read('jobs', 'load', 40);

    await wakeOnAlarm({ alarmName: 'busy', state: 'ALARM' }, plans, ports);

    expect(applied).toMatchObject([{ target: 'jobs', to: 4 }]);
  });
});
