import { describe, expect, it } from 'vitest';
import { decide } from '../../shared/core/decide.ts';
import type { Decision } from '../../shared/core/decision.ts';
import type { TargetHold } from '../../shared/core/model.ts';
import { initialState } from '../../shared/core/state.ts';
import { capacity } from '../../shared/core/units.ts';
import {
  at,
  FREE_LIMITS,
  missing,
  plan,
  queueReading,
  reading,
  START,
  snapshot,
  state,
  TRACK_LOAD,
  target,
} from '../support/builders.ts';
import { run } from '../support/run.ts';

const track = (source: string) => ({ ...TRACK_LOAD, source });
const OUT_ONLY = { type: 'step', source: 'errors', steps: [{ above: 10, change: 1 }] };
const free = plan({ limits: FREE_LIMITS });

describe('decide', () => {
  it.each([
    { name: 'more is needed', load: 60, action: 'scale-out', to: 6, reason: 'recommended' },
    { name: 'less is needed', load: 20, action: 'scale-in', to: 2, reason: 'recommended' },
    { name: 'the capacity is right', load: 40, action: 'hold', to: 4, reason: 'steady' },
    {
      name: 'more than the plan allows',
      load: 1e6,
      action: 'scale-out',
      to: 100,
      reason: 'bounds',
    },
    { name: 'less than the plan allows', load: 0, action: 'scale-in', to: 1, reason: 'bounds' },
  ])('$name: $action to $to', ({ load, action, to, reason }) => {
    expect(decide(snapshot(4, { load }), free, state(), START)).toMatchObject({
      from: 4,
      action,
      to,
      reason,
    });
  });

  it.each([
    { name: 'the highest recommendation wins', one: 60, other: 30, to: 6 },
    { name: 'scale-in goes to the highest recommendation', one: 20, other: 30, to: 3 },
    { name: 'scale-in waits for the last that needs the capacity', one: 20, other: 40, to: 4 },
  ])('$name', ({ one, other, to }) => {
    const both = plan({ policies: [track('one'), track('other')], limits: FREE_LIMITS });

    expect(decide(snapshot(4, { one, other }), both, state(), START).to).toBe(to);
  });

  it('a policy without an opinion neither asks nor blocks', () => {
    const both = plan({ policies: [TRACK_LOAD, OUT_ONLY], limits: FREE_LIMITS });

    expect(decide(snapshot(4, { load: 20, errors: 0 }), both, state(), START)).toMatchObject({
      action: 'scale-in',
      to: 2,
      recommendations: [{ status: 'recommended' }, { status: 'abstained' }],
    });
  });

  it('without any opinion the capacity stays', () => {
    const quiet = plan({ policies: [OUT_ONLY] });

    expect(decide(snapshot(4, { errors: 0 }), quiet, state(), START)).toMatchObject({
      action: 'hold',
      to: 4,
      reason: 'no-opinion',
    });
  });

  it.each([
    { name: 'a missing reading blocks scale-in', one: 20, to: 4, reason: 'fallback' },
    { name: 'a missing reading does not block scale-out', one: 60, to: 6, reason: 'recommended' },
  ])('$name', ({ one, to, reason }) => {
    const both = plan({ policies: [track('one'), track('other')], limits: FREE_LIMITS });

    const decision = decide(snapshot(4, { one, other: missing() }), both, state(), START);

    expect(decision).toMatchObject({ to, reason });
  });

  it('a source that nobody read is missing', () => {
    expect(decide(snapshot(4), free, state(), START)).toMatchObject({
      action: 'hold',
      recommendations: [{ status: 'blind', missing: ['load'] }],
    });
  });

  it.each([
    { because: 'not-found', reason: 'target-not-found' },
    { because: 'throttled', reason: 'target-unavailable' },
    { because: 'timeout', reason: 'target-unavailable' },
  ] as const)('a target that answers "$because" is left alone', ({ because, reason }) => {
    const known = state({ applied: { capacity: capacity(4), at: START } });
    const status = { status: 'unavailable', because, detail: 'no answer' } as const;

    const decision = decide(
      { readings: { load: reading(90) }, target: status },
      free,
      known,
      START,
    );

    expect(decision).toMatchObject({
      action: 'hold',
      from: null,
      to: null,
      reason,
      because: `${because}: no answer`,
      readings: { load: { value: 90 } },
    });
    expect(decision.next).toEqual({ ...known, reason });
  });

  it.each<{ blocks: TargetHold['blocks']; load: number; reason: Decision['reason'] }>([
    { blocks: 'both', load: 60, reason: 'target-held' },
    { blocks: 'both', load: 20, reason: 'target-held' },
    { blocks: 'both', load: 40, reason: 'target-held' },
    { blocks: 'scale-out', load: 60, reason: 'target-held' },
    { blocks: 'scale-out', load: 20, reason: 'recommended' },
    { blocks: 'scale-out', load: 40, reason: 'steady' },
    { blocks: 'scale-in', load: 60, reason: 'recommended' },
    { blocks: 'scale-in', load: 20, reason: 'target-held' },
    { blocks: 'scale-in', load: 40, reason: 'steady' },
  ])('a target that holds $blocks at a load of $load: $reason', ({ blocks, load, reason }) => {
    const hold: TargetHold = { code: 'deploying', blocks, because: 'a deployment runs' };

    const decision = decide(
      { readings: { load: reading(load) }, target: target(4, { hold }) },
      free,
      state(),
      START,
    );

    expect(decision.reason).toBe(reason);
    expect(decision.action === 'hold').toBe(reason !== 'recommended');
    expect(decision.next.intent === undefined).toBe(decision.action === 'hold');
  });

  it('writes down what it is about to do, for whoever comes after a crash', () => {
    const { next } = decide(snapshot(4, { load: 60 }), free, state({ version: 7 }), at(5));

    expect(next.intent).toEqual({
      operation: 'web@8',
      from: 4,
      to: 6,
      at: at(5),
      deadline: at(65),
    });
  });

  it('in shadow mode it decides the same and never leaves an intent', () => {
    const shadow = plan({ mode: 'shadow', limits: FREE_LIMITS });

    const decision = decide(snapshot(4, { load: 60 }), shadow, state(), START);

    expect(decision).toMatchObject({ action: 'scale-out', from: 4, to: 6 });
    expect(decision.next.intent).toBeUndefined();
  });

  it.each([
    { perHour: 0.1, load: 60, costPerHour: 0.2 },
    { perHour: 0.1, load: 20, costPerHour: -0.2 },
    { perHour: 0.1, load: 40, costPerHour: 0 },
    { perHour: undefined, load: 60, costPerHour: null },
  ])('at $perHour USD an hour a load of $load costs $costPerHour', (row) => {
    const { perHour } = row;
    const priced = plan({
      limits: FREE_LIMITS,
      ...(perHour === undefined ? {} : { perHour }),
    });

    const { costPerHour } = decide(snapshot(4, { load: row.load }), priced, state(), START);

    if (row.costPerHour === null) {
      expect(costPerHour).toBeNull();
    } else {
      expect(costPerHour).toBeCloseTo(row.costPerHour, 9);
    }
  });

  it('reports each reading with its age, and each missing one with its reason', () => {
    const readings = { load: reading(40, { at: at(-30) }), cpu: missing('stale') };

    const decision = decide(snapshot(4, readings), free, state(), START);

    expect(decision.readings).toEqual({
      load: { value: 40, unit: 'count', ageSeconds: 30 },
      cpu: { missing: 'stale', detail: 'the service did not answer' },
    });
  });

  it('reports every limit that changed the proposal, in order, and blames the last', () => {
    const limited = plan({ max: 6, limits: { 'scale-out': { rate: [{ units: 3, per: '60s' }] } } });

    const decision = decide(snapshot(4, { load: 300 }), limited, state(), START);

    expect(decision.steps).toMatchObject([
      { by: 'scaling-rate', from: 30, to: 7 },
      { by: 'bounds', from: 7, to: 6 },
    ]);
    expect(decision).toMatchObject({ to: 6, reason: 'bounds', because: 'the plan allows 1 to 6' });
  });

  it('a pause ends the line: no limit after it is asked', () => {
    const paused = state({
      applied: { capacity: capacity(40), at: START },
      limits: { override: { kind: 'pause', until: at(600), note: '' } },
    });

    const decision = decide(snapshot(40, { load: 10 }), plan({ max: 20 }), paused, at(60));

    expect(decision).toMatchObject({ action: 'hold', to: 40, reason: 'override' });
    expect(decision.nearest).toEqual({ kind: 'time', at: at(600), limit: 'override' });
  });

  it('while an operation is in progress it says until when', () => {
    const first = decide(snapshot(4, { load: 60 }), free, state(), at(0));

    const second = decide(snapshot(4, { load: 60 }), free, first.next, at(10));

    expect(second).toMatchObject({
      action: 'hold',
      to: 4,
      reason: 'operation-in-progress',
      nearest: { kind: 'time', at: at(60), limit: 'operation-in-progress' },
    });
    expect(second.next.intent).toEqual(first.next.intent);
  });

  it.each([
    { name: 'takes capacity back that others took away', others: 2, load: 40, to: 8 },
    { name: 'gives capacity back that others added', others: 12, load: 40, to: 8 },
    { name: 'unless more is needed than we had', others: 12, load: 100, to: 10 },
  ])('reclaim $name', ({ others, load, to }) => {
    const reclaiming = plan({ onForeignChange: 'reclaim', limits: FREE_LIMITS });
    const ours = state({ applied: { capacity: capacity(8), at: at(-600) } });

    const decision = decide(snapshot(others, { load }), reclaiming, ours, START);

    expect(decision).toMatchObject({
      from: others,
      to,
      reason: 'foreign-change',
      foreignChange: { from: 8, to: others },
    });
  });

  it('reclaim does not scale in on a guess', () => {
    const reclaiming = plan({ onForeignChange: 'reclaim', limits: FREE_LIMITS });
    const ours = state({ applied: { capacity: capacity(8), at: at(-600) } });

    const decision = decide(snapshot(12, { load: missing() }), reclaiming, ours, START);

    expect(decision).toMatchObject({ action: 'hold', to: 12 });
  });
});

describe('decide, evaluation after evaluation', () => {
  it('a steady target is written once: from the second evaluation on the state is the same', () => {
    const mixed = plan({
      policies: [
        TRACK_LOAD,
        { type: 'target-tracking', source: 'cpu', target: 60 },
        { type: 'backlog-per-worker', source: 'jobs', acceptableLatency: '30s', serviceTime: '1s' },
        { type: 'queue-latency', source: 'jobs', objective: '30s', serviceTime: '1s' },
        { type: 'threshold', conditions: [{ source: 'cpu', above: 90, below: 20 }] },
        OUT_ONLY,
      ],
    });
    const readings = { load: 40, cpu: 55, jobs: queueReading(0), errors: 0 };

    const evaluated = run(
      mixed,
      Array.from({ length: 90 }, () => ({ readings })),
      { units: 4 },
    );

    expect(evaluated[0]?.after).not.toBe(initialState);
    for (const { before, decision } of evaluated.slice(1)) {
      expect(decision.next).toBe(before);
    }
  });

  it('a target at its bounds, asked for more each time, is written once', () => {
    const evaluated = run(
      plan({ max: 10 }),
      Array.from({ length: 30 }, () => ({ readings: { load: 500 } })),
      { units: 10 },
    );

    for (const { before, decision } of evaluated.slice(1)) {
      expect(decision.next).toBe(before);
    }
  });

  it('a target that cannot be described is written once', () => {
    const status = { status: 'unavailable', because: 'throttled', detail: 'no answer' } as const;

    const evaluated = run(
      plan(),
      Array.from({ length: 5 }, () => ({ target: () => status })),
      { units: 4 },
    );

    expect(evaluated.map(({ before, decision }) => decision.next === before)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('a change of reason is remembered once, and steady and tolerated are one reason', () => {
    const loads = [40, 40, 42, 40, 60, 60, 60];

    const evaluated = run(
      plan({ max: 4 }),
      loads.map((load) => ({ readings: { load } })),
      { units: 4 },
    );

    expect(evaluated.map(({ decision }) => decision.reason)).toEqual([
      'steady',
      'steady',
      'tolerance',
      'steady',
      'bounds',
      'bounds',
      'bounds',
    ]);
    expect(evaluated.map(({ after }) => after.reason)).toEqual([
      ...Array(4).fill('steady'),
      ...Array(3).fill('bounds'),
    ]);
  });

  it('a change that was refused is tried again at the next evaluation', () => {
    const refused = { status: 'refused', code: 'invalid', because: 'no' } as const;

    const evaluated = run(
      free,
      [{ readings: { load: 60 }, outcome: refused }, { readings: { load: 60 } }],
      { units: 4 },
    );

    expect(evaluated.map(({ decision }) => decision.to)).toEqual([6, 6]);
    expect(evaluated[0]?.after.limits.cooldown).toBeUndefined();
    expect(evaluated[1]?.units).toBe(6);
  });

  it('a change that timed out and worked is ours, whatever the plan says of others', () => {
    const timedOut = { status: 'failed', code: 'timeout', because: 'no answer' } as const;

    const evaluated = run(
      plan({ onForeignChange: 'reclaim', limits: FREE_LIMITS }),
      [
        { readings: { load: 60 }, outcome: timedOut },
        { readings: { load: 60 }, target: () => target(6) },
      ],
      { units: 4 },
    );

    expect(evaluated[1]?.decision).toMatchObject({
      action: 'hold',
      reason: 'steady',
      foreignChange: null,
    });
  });

  it('scales in five minutes after the load went, one cooldown at a time', () => {
    const loads = [100, ...Array(12).fill(20)];

    const evaluated = run(
      plan(),
      loads.map((load) => ({ readings: { load } })),
      { units: 10 },
    );

    expect(evaluated.map(({ units }) => units)).toEqual([
      ...Array(5).fill(10),
      ...Array(8).fill(2),
    ]);
  });
});
