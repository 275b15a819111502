/** @module What another plan would have done, as people read it. */
import { headline } from '../../shared/core/explain.ts';
import { round } from '../../shared/core/quantity.ts';
import type { Instant } from '../../shared/core/units.ts';
import { table } from '../table.ts';
import type { ClosedLoop, Reality, Scored } from './closed-loop.ts';
import type { Disagreement, OpenLoop } from './open-loop.ts';

/** Stretches told one by one; `--json` has all. */
const MOST_TOLD = 12;

/** Which decisions would differ, when and why. */
export function openLoopLines({
  evaluations,
  different,
  disagreements,
  unread,
}: OpenLoop): readonly string[] {
  const left = disagreements.length - MOST_TOLD;
  return [
    `  asked at every recorded moment, it wants another capacity in ${different} of ${evaluations}`,
    ...unread.map((name) => `  its source ${name} was not recorded: it is missing all the time`),
    ...disagreements.slice(0, MOST_TOLD).flatMap(disagreementLines),
    ...(left > 0 ? [`    … and ${left} more; --json has all`] : []),
  ];
}

function disagreementLines({
  from,
  to,
  evaluations,
  recorded,
  other,
}: Disagreement): readonly string[] {
  const time = evaluations === 1 ? timeOf(from) : `${timeOf(from)} to ${timeOf(to)}`;
  return [
    `    ${time}, ${evaluations === 1 ? 'once' : `${evaluations} evaluations`}`,
    `      recorded  ${headline(recorded)}`,
    `      other     ${headline(other)}`,
  ];
}

/** Both plans simulated, side by side, and what was assumed for it. */
export function closedLoopLines(loop: ClosedLoop): readonly string[] {
  if (loop.status === 'not-simulated') {
    return [`  not simulated: ${loop.because}`];
  }
  const { reality, recorded, other, assumptions } = loop;
  const others = new Map(figuresOf(other).map(({ name, value }) => [name, value]));
  const real = realFigures(reality);
  const rows = figuresOf(recorded).map(({ name, value }) => {
    const otherwise = others.get(name) ?? Number.NaN;
    return [name, real.get(name) ?? '–', told(value), told(otherwise), changeOf(value, otherwise)];
  });
  const headings = ['simulated over the load', 'as it was', 'recorded plan', 'other plan', ''];
  return [
    ...table(headings, rows)
      .split('\n')
      .map((line) => `  ${line}`),
    '  assumed:',
    ...assumptions.map((assumption) => `    - ${assumption}`),
  ];
}

interface Figure {
  readonly name: string;
  readonly value: number;
}

const COST = 'cost, USD';
const HOURS = 'unit-hours billed';
const CHANGES = 'changes a day';

function figuresOf({ kind, score }: Scored): readonly Figure[] {
  const shared = [
    { name: COST, value: score.usd },
    { name: HOURS, value: score.billedHours },
    { name: CHANGES, value: score.changesPerDay },
    { name: 'of them turning round', value: score.reversalsPerDay },
  ];
  return kind === 'queue'
    ? [
        { name: 'messages in time, %', value: score.withinObjective },
        { name: '95 % wait no longer than, s', value: score.waitP95Seconds },
        { name: 'longest wait, s', value: score.longestWaitSeconds },
        { name: 'jobs interrupted', value: score.interrupted },
        ...shared,
      ]
    : [
        { name: 'time with too little, %', value: score.underTimeshare },
        { name: 'load beyond capacity, %', value: score.unserved },
        { name: 'longest time with too little, min', value: score.longestViolationMinutes },
        ...shared,
      ];
}

function realFigures({ unitHours, changes, hours, usd }: Reality): ReadonlyMap<string, string> {
  return new Map([
    [COST, usd === null ? '–' : told(usd)],
    [HOURS, told(unitHours)],
    [CHANGES, hours > 0 ? told((changes * 24) / hours) : '–'],
  ]);
}

function told(value: number): string {
  return String(round(value));
}

function changeOf(before: number, after: number): string {
  const share = before === 0 ? 0 : (100 * (after - before)) / before;
  return Math.abs(share) < 0.5 ? '' : `${share > 0 ? '+' : '−'}${Math.round(Math.abs(share))} %`;
}

/** Date and time, UTC. */
export function timeOf(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
