import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../shared/core/decision.ts';
import type { NoticeMemory } from '../../../shared/core/notices/memory.ts';
import { notifySchema } from '../../../shared/core/notices/settings.ts';
import { tellingsOf } from '../../../shared/core/notices/tell.ts';
import { capacity, seconds } from '../../../shared/core/units.ts';
import { at, decision } from '../../support/builders.ts';

const notify = notifySchema.parse({ eventBus: 'default' });
const plan = { mode: 'live', evaluateEvery: seconds(60), notify } as const;
const UNCHANGED: Outcome = { status: 'unchanged' };
const APPLIED: Outcome = { status: 'applied' };

const hold = (given: Parameters<typeof decision>[0] = {}) =>
  decision({ action: 'hold', from: capacity(20), to: capacity(20), costPerHour: 0, ...given });
const refused = (by: string) =>
  hold({
    steps: [
      { by, from: capacity(24), to: capacity(20), because: 'database errors are 12, above 5' },
    ],
  });
const blind = (minute: number) =>
  hold({
    at: at(minute * 60),
    readings: { jobs: { missing: 'timeout', detail: 'SQS did not answer within 5 s' } },
    recommendations: [
      { status: 'blind', missing: ['jobs'], because: 'x', policy: 'queue-latency', sources: [] },
    ],
  });

/** The memory after a matter was told at the start. */
const toldOf = (key: string): NoticeMemory => ({ [key]: { since: at(0), told: at(0) } });

describe('tellingsOf', () => {
  it('tells a refusal at once, with what a person can do', () => {
    const { notices, memory } = tellingsOf(refused('downstream'), UNCHANGED, plan, undefined);

    expect(notices).toEqual([
      {
        code: 'growth-refused',
        severity: 'warning',
        what: 'web needs 24 units and gets 20.',
        why: 'The limit "downstream" says: database errors are 12, above 5.',
        next:
          'It is looked at again every 1m. Relieve what it depends on, ' +
          'make the pools of its units smaller, or allow more.',
        target: 'web',
        at: at(0),
        key: `web/growth-refused/downstream@${at(0)}`,
      },
    ]);
    expect(memory).toEqual(toldOf('growth-refused/downstream'));
  });

  it.each(['bounds', 'budget', 'capacity-shortage', 'downstream'])(
    'tells what people can do something about: %s',
    (by) => {
      const { notices } = tellingsOf(refused(by), UNCHANGED, plan, undefined);

      expect(notices).toMatchObject([{ code: 'growth-refused', severity: 'warning' }]);
    },
  );

  it.each(['cooldown', 'scaling-rate', 'stabilization-window', 'tolerance'])(
    'leaves alone what is a matter of pace: %s',
    (by) => {
      expect(tellingsOf(refused(by), UNCHANGED, plan, undefined).notices).toEqual([]);
    },
  );

  it('says nothing of a refusal that a later limit made good', () => {
    const overridden = { ...refused('downstream'), to: capacity(24) };

    expect(tellingsOf(overridden, APPLIED, plan, undefined).notices).toEqual([]);
  });

  it('tells missing readings when they have been missing for ten minutes', () => {
    const first = tellingsOf(blind(0), UNCHANGED, plan, undefined);
    const later = tellingsOf(blind(10), UNCHANGED, plan, first.memory);

    expect(first.notices).toEqual([]);
    expect(later.notices).toMatchObject([
      {
        code: 'readings-missing',
        what: 'web lacks readings: jobs.',
        why: 'jobs is timeout: SQS did not answer within 5 s. It has lasted for 10m.',
      },
    ]);
  });

  it('tells that a target could not be described for ten minutes', () => {
    const lost = (minute: number) =>
      decision({
        at: at(minute * 60),
        action: 'hold',
        from: null,
        to: null,
        reason: 'target-not-found',
        because: 'not-found: there is no group "web"',
        recommendations: [],
      });

    const first = tellingsOf(lost(0), UNCHANGED, plan, undefined);
    const { notices } = tellingsOf(lost(10), UNCHANGED, plan, first.memory);

    expect(notices).toMatchObject([
      {
        code: 'target-unavailable',
        severity: 'critical',
        why: 'It answers not-found: there is no group "web". It has lasted for 10m.',
      },
    ]);
  });

  it('does not take a refusal for over while the target cannot be described', () => {
    const told = toldOf('growth-refused/downstream');
    const lost = decision({ at: at(3000), action: 'hold', from: null, to: null });

    const { memory } = tellingsOf(lost, UNCHANGED, plan, told);

    expect(memory).toMatchObject(told);
  });

  it.each([
    {
      name: 'refused at once',
      outcome: { status: 'refused', code: 'access-denied', because: 'no' },
      told: 1,
    },
    {
      name: 'failed only when it lasts',
      outcome: { status: 'failed', code: 'throttled', because: 'no' },
      told: 0,
    },
  ] as const)('tells a change that was $name', ({ outcome, told }) => {
    expect(tellingsOf(decision(), outcome, plan, undefined).notices).toHaveLength(told);
  });

  it('takes failing changes for over when one is applied, and not while nothing is tried', () => {
    const failing = toldOf('changes-fail');

    const held = tellingsOf(hold({ at: at(60) }), UNCHANGED, plan, failing);
    const applied = tellingsOf(decision({ at: at(120) }), APPLIED, plan, failing);

    expect(held.memory).toBe(failing);
    expect(applied.memory).toEqual({
      'changes-fail': { since: at(0), told: at(0), over: at(120) },
    });
  });

  it('tells the end of what was told, once it has been away for ten minutes', () => {
    const away = { 'growth-refused/downstream': { since: at(0), told: at(0), over: at(300) } };

    const { notices } = tellingsOf(hold({ at: at(900) }), UNCHANGED, plan, away);

    expect(notices).toMatchObject([
      {
        code: 'recovered',
        severity: 'info',
        what: 'web gets the capacity that its load calls for again.',
        why: 'The limit "downstream" had lasted for 5m.',
      },
    ]);
  });

  it.each([
    {
      name: 'by half and five units',
      from: 10,
      to: 15,
      told: ['web went from 10 to 15 units (+50 %).'],
    },
    { name: 'to half', from: 40, to: 20, told: ['web went from 40 to 20 units (-50 %).'] },
    { name: 'of few units', from: 2, to: 4, told: [] },
    { name: 'of few percent', from: 100, to: 110, told: [] },
    { name: 'from zero', from: 0, to: 5, told: ['web went from 0 to 5 units (+500 %).'] },
  ])('tells big changes: $name', ({ from, to, told }) => {
    const change = decision({ from: capacity(from), to: capacity(to) });

    const { notices } = tellingsOf(change, APPLIED, plan, undefined);

    expect(notices.map(({ what }) => what)).toEqual(told);
  });

  it('tells what a big change costs', () => {
    const change = decision({ from: capacity(10), to: capacity(20), costPerHour: 0.96 });

    const { notices } = tellingsOf(change, APPLIED, plan, undefined);

    expect(notices[0]?.next).toBe('That costs 0.96 USD per hour. Nothing is to be done.');
  });

  it.each([
    { name: 'did not take effect', outcome: { status: 'superseded' } as const },
    { name: 'failed', outcome: { status: 'failed', code: 'timeout', because: 'no' } as const },
  ])('tells no big change that $name', ({ outcome }) => {
    const change = decision({ from: capacity(10), to: capacity(20) });

    const { notices } = tellingsOf(change, outcome, plan, undefined);

    expect(notices.filter(({ code }) => code === 'big-change')).toEqual([]);
  });

  it.each([
    { name: 'nobody is to be told', silent: { ...plan, notify: undefined } },
    { name: 'the plan is in shadow mode', silent: { ...plan, mode: 'shadow' as const } },
  ])('says and remembers nothing where $name', ({ silent }) => {
    const told = tellingsOf(refused('downstream'), UNCHANGED, silent, undefined);

    expect(told).toEqual({ notices: [], memory: undefined });
  });

  it('remembers nothing of a quiet evaluation', () => {
    expect(tellingsOf(hold(), UNCHANGED, plan, undefined)).toEqual({
      notices: [],
      memory: undefined,
    });
  });
});
