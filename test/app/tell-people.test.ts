import { describe, expect, it } from 'vitest';
import { inMemoryNotifications } from '../../shared/adapters/notifications/in-memory-notifications.ts';
import { evaluateTargets } from '../../shared/app/evaluate-targets.ts';
import { tellPeople } from '../../shared/app/tell-people.ts';
import { notifySchema } from '../../shared/core/notices/settings.ts';
import type { Notifications } from '../../shared/ports/notifications.ts';
import { inMemoryApplication, scalingPlan } from '../support/application.ts';
import { FREE_LIMITS } from '../support/builders.ts';
import { notice } from '../support/notices.ts';

const notify = notifySchema.parse({ eventBus: 'default' });

/** A target whose load asks for twice its maximum of 10. */
function overloaded() {
  const app = inMemoryApplication([
    { ...scalingPlan({ id: 'web', max: 10, limits: FREE_LIMITS }), notify },
  ]);
  app.read('web', 'load', 200);
  app.describe('web', 10);
  return app;
}

describe('an evaluation', () => {
  it('tells people once, however many evaluations there are at once', async () => {
    const app = overloaded();
    const notifications = inMemoryNotifications();
    const ports = { ...app.ports, notifications };

    await Promise.all(Array.from({ length: 20 }, () => evaluateTargets(app.plans, ports)));

    expect(notifications.told).toMatchObject([
      { code: 'growth-refused', what: 'web needs 20 units and gets 10.', target: 'web' },
    ]);
  });

  it('tells again after an hour, and the end once it has held', async () => {
    const app = overloaded();
    const notifications = inMemoryNotifications();
    const ports = { ...app.ports, notifications };

    for (let minute = 0; minute < 90; minute += 1) {
      app.read('web', 'load', minute < 65 ? 200 : 100);
      // biome-ignore lint/performance/noAwaitInLoops: one minute follows another.
      await evaluateTargets(app.plans, ports);
      app.pass(60);
    }

    expect(notifications.told.map(({ code }) => code)).toEqual([
      'growth-refused',
      'growth-refused',
      'recovered',
    ]);
  });

  it('tells nothing when it only tries', async () => {
    const app = overloaded();
    const notifications = inMemoryNotifications();

    await evaluateTargets(app.plans, { ...app.ports, notifications }, { isDryRun: true });

    expect(notifications.told).toEqual([]);
  });

  it.each([
    {
      name: 'fails',
      notify: async () => ({
        delivered: 0,
        failures: [
          { channel: 'topic' as const, code: 'throttled' as const, because: 'no', keys: ['k'] },
        ],
      }),
      noted: { level: 'warn', message: '1 notices did not reach the topic: no' },
    },
    {
      name: 'has a bug',
      notify: async () => {
        throw new TypeError('undefined is not a function');
      },
      noted: { level: 'error', message: 'a bug in sending notices' },
    },
  ])('stands when telling people $name, and the log says so', async ({ notify: send, noted }) => {
    const app = overloaded();
    const notifications: Notifications = { notify: send };

    const evaluations = await evaluateTargets(app.plans, { ...app.ports, notifications });

    expect(evaluations).toHaveLength(1);
    expect(app.notes.at(-1)).toMatchObject(noted);
  });
});

describe('tellPeople', () => {
  it.each([
    { severity: 'info', level: 'info' },
    { severity: 'warning', level: 'warn' },
    { severity: 'critical', level: 'error' },
  ] as const)(
    'logs $severity as $level, also where nobody is told',
    async ({ severity, level }) => {
      const app = overloaded();

      await tellPeople([notice({ severity })], { journal: app.journal });

      expect(app.notes).toMatchObject([
        { level, message: 'web needs 24 units and gets 20. The limit "downstream" says no.' },
      ]);
    },
  );
});
