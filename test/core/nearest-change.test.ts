import { describe, expect, it } from 'vitest';
import type { Edge, Step } from '../../shared/core/model.ts';
import { nearestChange } from '../../shared/core/nearest-change.ts';
import { capacity } from '../../shared/core/units.ts';
import { at, limitContext, missing, recommended } from '../support/builders.ts';

const step = (by: string, until?: number): Step => ({
  by,
  from: capacity(5),
  to: capacity(10),
  because: 'it says so',
  ...(until === undefined ? {} : { until: at(until) }),
});

const asks = (units: number, edge: Edge) => recommended(units, { edge });
const cpu = (edge: Omit<Edge, 'source'>) => ({ source: 'cpu', ...edge });

describe('nearestChange', () => {
  it('where the binding limit lets go by itself, it is that time', () => {
    const context = limitContext();

    expect(nearestChange(context, [step('tolerance'), step('cooldown', 90)])).toEqual({
      kind: 'time',
      at: at(90),
      limit: 'cooldown',
    });
  });

  it('the time of a limit that does not bind says nothing', () => {
    const context = limitContext();

    expect(nearestChange(context, [step('cooldown', 90), step('bounds')])).toBeNull();
  });

  it.each([
    {
      name: 'the nearer of two edges',
      value: 48,
      edge: { above: 55, below: 45 },
      expected: { direction: 'below', value: 45 },
    },
    {
      name: 'a reading on its edge is as near as can be',
      value: 55,
      edge: { above: 55, below: 20 },
      expected: { direction: 'above', value: 55 },
    },
    {
      name: 'an edge that was crossed is crossed back',
      value: 80,
      edge: { above: 70, below: 10 },
      expected: { direction: 'below', value: 70 },
    },
    {
      name: 'a lower edge that was crossed is crossed back',
      value: 8,
      edge: { above: 70, below: 10 },
      expected: { direction: 'above', value: 10 },
    },
  ])('$name', ({ value, edge, expected }) => {
    const context = limitContext({
      current: 10,
      readings: { cpu: value },
      recommendations: [asks(10, cpu(edge))],
    });

    expect(nearestChange(context, [])).toEqual({ kind: 'reading', source: 'cpu', ...expected });
  });

  it('over several sources it is the relatively nearest', () => {
    const context = limitContext({
      current: 10,
      readings: { cpu: 50, requests: 1000 },
      recommendations: [
        asks(10, cpu({ above: 60 })),
        asks(10, { source: 'requests', above: 1100 }),
      ],
    });

    expect(nearestChange(context, [])).toMatchObject({ source: 'requests', value: 1100 });
  });

  it.each([
    { name: 'at the maximum no higher reading matters', current: 20, edge: { above: 60 } },
    { name: 'at the minimum no lower reading matters', current: 2, edge: { below: 40 } },
    { name: 'nothing lies below nothing', current: 10, edge: { below: 0 } },
  ])('$name', ({ current, edge }) => {
    const context = limitContext({
      current,
      min: 2,
      max: 20,
      readings: { cpu: 50 },
      recommendations: [asks(current, cpu(edge))],
    });

    expect(nearestChange(context, [])).toBeNull();
  });

  it('a lower reading matters only when nobody else asks for the capacity', () => {
    const lower = asks(10, cpu({ below: 49 }));
    const readings = { cpu: 50 };

    const alone = limitContext({ current: 10, readings, recommendations: [lower] });
    const agreed = limitContext({
      current: 10,
      readings,
      recommendations: [lower, recommended(9)],
    });
    const needed = limitContext({
      current: 10,
      readings,
      recommendations: [lower, recommended(10)],
    });
    const blind = limitContext({
      current: 10,
      readings,
      recommendations: [lower],
      isBlind: true,
    });

    expect(nearestChange(alone, [])).toMatchObject({ direction: 'below', value: 49 });
    expect(nearestChange(agreed, [])).toMatchObject({ direction: 'below', value: 49 });
    expect(nearestChange(needed, [])).toBeNull();
    expect(nearestChange(blind, [])).toBeNull();
  });

  it('says nothing of what was not read', () => {
    const context = limitContext({
      readings: { cpu: missing() },
      recommendations: [asks(10, cpu({ above: 60 })), asks(10, { source: 'other', above: 1 })],
    });

    expect(nearestChange(context, [])).toBeNull();
  });
});
