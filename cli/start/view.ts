/** @module The live view in a terminal: each target's load, capacity and last decision. */
import { styleText } from 'node:util';
import type { BudgetStanding } from '../../shared/app/budget-standings.ts';
import type { Evaluation } from '../../shared/app/evaluation.ts';
import { headline } from '../../shared/core/explain.ts';
import { round } from '../../shared/core/quantity.ts';
import type { Instant } from '../../shared/core/units.ts';
import { colouredBudgetLines } from '../cost/budget-line.ts';
import type { History } from './history.ts';
import type { LocalTarget } from './worlds.ts';

/** Everything that a picture is drawn from. */
export interface Scene {
  readonly now: Instant;
  readonly speed: number;
  readonly seed: number;
  readonly locals: readonly LocalTarget[];
  readonly history: History;
  readonly budgets: readonly BudgetStanding[];
  /** The latest evaluation of each target. */
  readonly latest: ReadonlyMap<string, Evaluation>;
  /** The latest evaluations that changed something, newest first. */
  readonly news: readonly Evaluation[];
}

const BARS = ' ▁▂▃▄▅▆▇█';
const LABEL_WIDTH = 10;
const NUMBER_WIDTH = 14;
const MINUTES_PER_BLOCK = 10;

/** The picture, a line a string, each no wider than the terminal. */
export function draw(
  scene: Scene,
  size: { readonly columns: number; readonly rows: number },
): readonly string[] {
  const width = Math.max(60, Math.min(size.columns, 120));
  const lines = [
    title(scene, width),
    ...scene.budgets.flatMap((live) =>
      colouredBudgetLines(live, width - 1).map((line) => ` ${line}`),
    ),
    '',
    ...scene.locals.flatMap((local) => [...targetLines(local, scene, width), '']),
    styleText('dim', 'lately'),
    ...scene.news.map((evaluation) => newsLine(evaluation, width)),
  ];
  return lines.slice(0, Math.max(8, size.rows - 1));
}

function title({ now, speed, seed }: Scene, width: number): string {
  const left = `${styleText('bold', 'Tidegate')}  ${dayAndTime(now)}`;
  const right = `simulated, no AWS account · ${speed}× · seed ${seed} · Ctrl-C ends`;
  const gap = width - `Tidegate  ${dayAndTime(now)}`.length - right.length;
  return left + ' '.repeat(Math.max(2, gap)) + styleText('dim', right);
}

function targetLines(local: LocalTarget, scene: Scene, width: number): readonly string[] {
  const { plan, world } = local;
  const status = world.describe();
  const minutes = scene.history.of(plan.id);
  const room = width - LABEL_WIDTH - NUMBER_WIDTH - 3;
  const perHour = (plan.unit.perHour ?? 0) * (status.capacity + 0);
  const starting = status.pending > 0 ? `, ${status.pending} starting` : '';
  const latest = scene.latest.get(plan.id);
  const now = minutes.at(-1);
  const row = (label: string, value: string, spark: string): string =>
    ` ${styleText('dim', label.padEnd(LABEL_WIDTH))}${value.padStart(NUMBER_WIDTH)}  ${spark}`;
  return [
    `${styleText('bold', plan.id)}  ${status.capacity} units` +
      styleText(
        'dim',
        ` (${status.inService} in service${starting}; ${plan.capacity.min} to ${plan.capacity.max})` +
          (perHour > 0 ? `  ${perHour.toFixed(2)} USD/h` : ''),
      ),
    row(
      local.kind === 'queue' ? 'arrivals' : 'load',
      `${grouped(now?.load ?? 0)}/min`,
      styleText(
        'cyan',
        sparkline(
          minutes.map(({ load }) => load),
          room,
        ),
      ),
    ),
    row(
      'capacity',
      `${status.capacity} units`,
      styleText(
        'green',
        sparkline(
          minutes.map(({ capacity }) => capacity),
          room,
          plan.capacity.max,
        ),
      ),
    ),
    local.kind === 'queue'
      ? row(
          'backlog',
          `${grouped(now?.backlog ?? 0)} waiting`,
          styleText(
            'yellow',
            sparkline(
              minutes.map(({ backlog }) => backlog),
              room,
            ),
          ),
        )
      : row(
          'overload',
          `${round(now?.violationSeconds ?? 0)} s/min`,
          styleText(
            'red',
            sparkline(
              minutes.map(({ violationSeconds }) => violationSeconds),
              room,
              60,
            ),
          ),
        ),
    ` ${latest === undefined ? '' : coloured(latest, cut(headline(latest.decision), width - 1))}`,
  ];
}

function newsLine(evaluation: Evaluation, width: number): string {
  const { decision } = evaluation;
  const time = clock(decision.at);
  const text = `${decision.target} ${headline(decision)}`;
  return ` ${styleText('dim', time)} ${coloured(evaluation, cut(text, width - time.length - 2))}`;
}

function coloured({ decision }: Evaluation, text: string): string {
  return decision.action === 'scale-out'
    ? styleText('yellow', text)
    : decision.action === 'scale-in'
      ? styleText('blue', text)
      : text;
}

/** The last values as blocks of some minutes each, scaled to their largest or to a given top. */
function sparkline(values: readonly number[], room: number, top?: number): string {
  const shown = blocks(values).slice(-room);
  const highest = Math.max(top ?? 0, ...shown, 1e-9);
  return shown
    .map((value) => BARS[Math.min(8, Math.ceil((Math.max(0, value) / highest) * 8))] ?? ' ')
    .join('');
}

/** The largest value of every few minutes, so that a day fits and no spike is lost. */
function blocks(values: readonly number[]): readonly number[] {
  const largest: number[] = [];
  for (let start = 0; start < values.length; start += MINUTES_PER_BLOCK) {
    largest.push(Math.max(...values.slice(start, start + MINUTES_PER_BLOCK)));
  }
  return largest;
}

/** A line no longer than there is room for. */
function cut(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}

function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

function dayAndTime(at: Instant): string {
  return `${DAYS[new Date(at).getUTCDay()]} ${clock(at)}`;
}

/** Hours and minutes, UTC. */
export function clock(at: Instant): string {
  return new Date(at).toISOString().slice(11, 16);
}
