/** @module The whole thing on one machine, with no AWS account: `npm start`. */
import { setTimeout as wait } from 'node:timers/promises';
import type { BudgetStanding } from '../../shared/app/budget-standings.ts';
import type { Evaluation } from '../../shared/app/evaluation.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { explain, headline } from '../../shared/core/explain.ts';
import { instant } from '../../shared/core/units.ts';
import { defineCommand, ExitCode } from '../command.ts';
import { budgetLine } from '../cost/budget-line.ts';
import { budgetSummary } from '../cost/budget-lines.ts';
import { optionalNumber, POSITIVE, requiredNumber, WHOLE } from '../options.ts';
import { recordTo } from '../replay/record-to-file.ts';
import { history, takeMinute } from '../start/history.ts';
import { type LocalRun, type LocalStep, startLocalRun } from '../start/local-run.ts';
import { type Screen, terminalScreen } from '../start/screen.ts';
import { summaryText, tally } from '../start/summary.ts';
import { clock, draw } from '../start/view.ts';

/** A Monday, 06:00 UTC: the night ends. */
const START = instant(Date.UTC(2026, 2, 2, 5, 55));
/** A day in six minutes. */
const STANDARD_SPEED = 240;
const FRAMES_PER_SECOND = 10;
const HISTORY_MINUTES = 1440;
const NEWS_SHOWN = 12;
/** Without a terminal, a line for each target at least this often. */
const LINE_EVERY_MINUTES = 60;

export const start = defineCommand({
  name: 'start',
  summary: 'watch a plan at work in a simulated world: no AWS account needed',
  configure: (command) =>
    command
      .option('--minutes <count>', 'end after so many simulated minutes, with a summary', Number)
      .option('--speed <times>', 'times real time', Number, STANDARD_SPEED)
      .option('--seed <number>', 'the same seed gives the same run', Number, 1)
      .option('--once', 'one evaluation, explained, and stop')
      .option('--record <file>', 'append every evaluation, for `tidegate replay`'),

  async run({ options }, context) {
    const settings = checked(options);
    const plans = await deployedPlan(options.plan);
    const recording = recordTo(options['record'], plans, {
      evaluated: () => undefined,
      noted: (_level, message) => context.complain(message),
    });
    const { journal } = recording;
    try {
      const run = await startLocalRun(plans, { start: START, seed: settings.seed, journal });
      try {
        await show(run, { ...settings, isJson: options.json }, context);
        return ExitCode.done;
      } finally {
        await run.close();
      }
    } finally {
      recording.close();
    }
  },
});

interface Settings {
  readonly minutes: number | undefined;
  readonly speed: number;
  readonly seed: number;
  readonly isOnce: boolean;
}

function checked(options: Readonly<Record<string, unknown>>): Settings {
  return {
    minutes: optionalNumber(options, 'minutes', POSITIVE),
    speed: requiredNumber(options, 'speed', POSITIVE),
    seed: requiredNumber(options, 'seed', WHOLE),
    isOnce: options['once'] === true,
  };
}

/** Runs, and shows it: as a picture on a terminal, else as lines. */
async function show(
  run: LocalRun,
  { minutes, speed, seed, isOnce, isJson }: Settings & { readonly isJson: boolean },
  { print, signal }: { readonly print: (line: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  const { locals } = run;
  const past = history(HISTORY_MINUTES);
  const tallies = new Map(locals.map(({ plan }) => [plan.id, tally()]));
  const latest = new Map<string, Evaluation>();
  const news: Evaluation[] = [];
  let budgets: readonly BudgetStanding[] = [];
  const isTerminal = process.stdout.isTTY === true && !isJson && !isOnce;
  const screen = isTerminal ? terminalScreen(process.stdout) : undefined;
  const startedMs = performance.now();
  let shownMs = 0;
  try {
    for await (const step of run.steps()) {
      for (const evaluation of step.evaluations) {
        const { decision } = evaluation;
        const before = latest.get(decision.target)?.decision.next.reason;
        const isNews = decision.action !== 'hold' || before !== decision.next.reason;
        latest.set(decision.target, evaluation);
        tallies.get(decision.target)?.count(evaluation);
        if (decision.action !== 'hold') {
          news.unshift(evaluation);
          news.splice(NEWS_SHOWN);
        }
        tell(evaluation, { isNews, isJson, isOnce, isTerminal });
      }
      if (step.elapsed > 0 && step.elapsed % 60 === 0) {
        for (const local of locals) {
          const minute = takeMinute(local);
          past.add(local.plan.id, minute);
          tallies.get(local.plan.id)?.add(minute);
        }
        budgets = await run.budgets();
        hourly(step);
      }
      if (isOnce || signal.aborted || (minutes !== undefined && step.elapsed >= minutes * 60)) {
        break;
      }
      shownMs = frame(screen, step, shownMs);
      const aheadMs = startedMs + (step.elapsed * 1000) / speed - performance.now();
      if (aheadMs > 0) {
        await wait(aheadMs, undefined, { signal }).catch(() => undefined);
      }
    }
  } finally {
    screen?.close();
  }
  if (!isOnce) {
    sumUp();
  }

  function frame(canvas: Screen | undefined, { now }: LocalStep, lastMs: number): number {
    const nowMs = performance.now();
    if (canvas === undefined || nowMs - lastMs < 1000 / FRAMES_PER_SECOND) {
      return lastMs;
    }
    const { columns, rows } = process.stdout;
    const scene = { now, speed, seed, locals, history: past, budgets, latest, news };
    canvas.show(draw(scene, { columns, rows }));
    return nowMs;
  }

  function tell(
    { decision, outcome }: Evaluation,
    how: { isNews: boolean; isJson: boolean; isOnce: boolean; isTerminal: boolean },
  ): void {
    if (how.isJson) {
      const { next: _, ...told } = decision;
      if (how.isNews || how.isOnce) {
        print(JSON.stringify({ decision: told, outcome }));
      }
    } else if (how.isOnce) {
      print(explain(decision).join('\n  '));
    } else if (!how.isTerminal && decision.action !== 'hold') {
      print(`${clock(decision.at)} ${decision.target} ${headline(decision)}`);
    }
  }

  function hourly({ now, elapsed }: LocalStep): void {
    if (isTerminal || isJson || (elapsed / 60) % LINE_EVERY_MINUTES !== 0) {
      return;
    }
    for (const { plan, world } of locals) {
      const { inService, capacity } = world.describe();
      const load = Math.round(past.of(plan.id).at(-1)?.load ?? 0);
      print(
        `${clock(now)} ${plan.id}: ${capacity} units, ${inService} in service, ${load} per minute`,
      );
    }
    for (const live of budgets) {
      print(`${clock(now)} ${budgetLine(live)}`);
    }
  }

  function sumUp(): void {
    const sums = locals.flatMap((local) => {
      const sum = tallies.get(local.plan.id)?.sum(local);
      return sum === undefined ? [] : [sum];
    });
    if (isJson) {
      const spent = budgets.length === 0 ? {} : { budgets: budgets.map(budgetSummary) };
      print(JSON.stringify({ summary: sums, ...spent }));
    } else {
      const lines = budgets.length === 0 ? [] : ['', ...budgets.map(budgetLine)];
      print(['', summaryText(sums), ...lines].join('\n'));
    }
  }
}
