import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { serviceLevel } from '../../../shared/core/policies/service-level.ts';
import { seconds } from '../../../shared/core/units.ts';
import { scoreCase } from '../../../shared/simulator/case.ts';
import { ours } from '../../../shared/simulator/ours.ts';
import { diurnal } from '../../../shared/simulator/workloads/diurnal.ts';
import { spikeTrain } from '../../../shared/simulator/workloads/spike-train.ts';
import { at, missing, policyContext, reading, target } from '../../support/builders.ts';

const spec = z.parse(serviceLevel.schema, {
  type: 'service-level',
  source: 'requests',
  limit: 100,
});

describe('service-level', () => {
  it('is blind without its reading', () => {
    const context = policyContext({ readings: { requests: missing() } });

    expect(serviceLevel.recommend(spec, context, undefined)).toMatchObject({ status: 'blind' });
  });

  it('abstains where a per-unit reading was taken over no unit', () => {
    const context = policyContext({ target: target(0), readings: { requests: reading(50) } });

    expect(serviceLevel.recommend(spec, context, undefined)).toMatchObject({ status: 'abstained' });
  });

  it('keeps room above a load that it sees for the first time', () => {
    const context = policyContext({ target: target(10), readings: { requests: reading(80) } });

    const answer = serviceLevel.recommend(spec, context, undefined);

    expect(answer).toMatchObject({ status: 'recommended', capacity: 11 });
    expect(answer.because).toContain('99.5 % of the time');
  });

  it('starts from zero where the source measures all units together', () => {
    const total = z.parse(serviceLevel.schema, { ...spec, measure: 'total' });
    const context = policyContext({ target: target(0), readings: { requests: reading(800) } });

    expect(serviceLevel.recommend(total, context, undefined)).toMatchObject({
      status: 'recommended',
      capacity: 11,
    });
  });

  it('remembers nothing anew while the reading is the same', () => {
    const context = policyContext({ target: target(10), readings: { requests: reading(80) } });
    const first = serviceLevel.recommend(spec, context, undefined);
    const memory = z.parse(
      z.custom<NonNullable<Parameters<typeof serviceLevel.recommend>[2]>>(),
      first.remember,
    );

    const again = serviceLevel.recommend(spec, context, memory);

    expect(again.remember).toBeUndefined();
    expect(again).toMatchObject({ status: 'recommended', capacity: 11 });
  });

  it('remembers less than a kilobyte and a half', () => {
    let memory: Parameters<typeof serviceLevel.recommend>[2];
    for (let minute = 0; minute < 300; minute += 1) {
      const value = 80 + 15 * Math.sin(minute / 9);
      const context = policyContext({
        target: target(10),
        warmUp: 180,
        now: at(minute * 60),
        readings: { requests: reading(value, { at: at(minute * 60) }) },
      });
      const { remember } = serviceLevel.recommend(spec, context, memory);
      memory = z.parse(z.custom<NonNullable<typeof memory>>(), remember);
    }

    expect(JSON.stringify(memory).length).toBeLessThan(1536);
    expect(z.parse(serviceLevel.memory ?? z.never(), memory)).toEqual(memory);
  });

  it.each([
    { workload: diurnal, startUp: 180 },
    { workload: diurnal, startUp: 600 },
    { workload: spikeTrain, startUp: 180 },
  ])(
    'meets its objective, untouched, over $workload.name with $startUp s of start-up',
    ({ workload, startUp }) => {
      const { load } = workload.generate({
        seed: 5,
        start: at(0),
        length: seconds(10 * 86_400),
        step: seconds(60),
        peak: 400,
      });
      const rule = ours.find(({ name }) => name === 'tidegate service-level');

      const scored = scoreCase(
        { load, unitsAtP95: 20, startUp: seconds(startUp), startUpJitter: 0, seed: 5 },
        (task) => {
          if (rule === undefined) {
            throw new Error('our contender is gone');
          }
          return rule.ordinary.controller(task);
        },
      );

      expect(scored).toMatchObject({ kind: 'service' });
      expect(scored.kind === 'service' ? scored.score.underTimeshare : 100).toBeLessThan(0.5);
    },
  );
});
