/** @module Which notices follow from an evaluation, and what is remembered of them. */
import type { Decision, Outcome } from '../decision.ts';
import { type Notice, NoticeCode } from '../notice.ts';
import type { TargetPlan } from '../plan.ts';
import { round } from '../quantity.ts';
import { elapsed, seconds } from '../units.ts';
import { recovery, type Sentences, sightOf, span } from './matters.ts';
import { gone, happened, type NoticeMemory, type Pace, type Spell, seen } from './memory.ts';
import type { NotifySettings } from './settings.ts';

/** Notices to send, once what is to be remembered is written. */
export interface Tellings {
  readonly notices: readonly Notice[];
  /** The very memory that was passed in when there is nothing new. */
  readonly memory: NoticeMemory | undefined;
}

/**
 * What people are told of an evaluation: each matter of a target at most once every `repeatEvery`,
 * and its end once. Whoever writes the memory sends the notices, so that of several evaluations at
 * once one tells. Shadow plans tell nothing: they change nothing.
 */
export function tellingsOf(
  decision: Omit<Decision, 'next'>,
  outcome: Outcome,
  plan: Pick<TargetPlan, 'mode' | 'evaluateEvery' | 'notify'>,
  memory: NoticeMemory | undefined,
): Tellings {
  const { notify } = plan;
  if (notify === undefined || plan.mode !== 'live') {
    return { notices: [], memory };
  }
  const { at, target } = decision;
  const pace = { patience: notify.patience, repeatEvery: notify.repeatEvery };
  const patient: Pace = { ...pace, quiet: notify.patience };
  const urgent: Pace = { ...patient, patience: seconds(0) };
  const sight = sightOf(decision, outcome, plan);
  const notices: Notice[] = [];
  const spells: Record<string, Spell | undefined> = { ...memory };
  const say = (key: string, notice: Omit<Notice, 'at' | 'key' | 'target'>): void => {
    notices.push({ ...notice, target, at, key: `${target}/${key}@${at}` });
  };
  for (const { key, code, severity, isUrgent, ...sentences } of sight.matters) {
    const told = seen(memory?.[key], at, isUrgent ? urgent : patient);
    spells[key] = told.spell;
    if (told.say !== undefined) {
      const lasted = elapsed({ from: told.spell?.since ?? at, to: at });
      say(key, { code, severity, ...sentences, why: withLength(sentences.why, lasted) });
    }
  }
  for (const [key, before] of Object.entries(memory ?? {})) {
    const [code = ''] = key.split('/');
    if (code === NoticeCode.bigChange || sight.matters.some((matter) => matter.key === key)) {
      continue;
    }
    const told = sight.isOver(code) ? gone(before, at, patient) : { spell: before };
    spells[key] = told.spell;
    if ('say' in told) {
      const lasted = elapsed({ from: before.since ?? at, to: before.over ?? at });
      say(`${NoticeCode.recovered}/${key}`, {
        code: NoticeCode.recovered,
        severity: 'info',
        ...recovery(target, key, lasted),
      });
    }
  }
  const big = bigChange(decision, outcome, notify);
  if (big !== undefined) {
    const told = happened(memory?.[NoticeCode.bigChange], at, patient);
    spells[NoticeCode.bigChange] = told.spell;
    if (told.say !== undefined) {
      say(NoticeCode.bigChange, { code: NoticeCode.bigChange, severity: 'info', ...big });
    }
  }
  return { notices, memory: changed(memory, spells) };
}

function withLength(why: string, lasted: number): string {
  return lasted < 60 ? why : `${why} It has lasted for ${span(lasted)}.`;
}

/** A change that took effect and reaches both sizes of the plan. */
function bigChange(
  { target, from, to, because, costPerHour }: Omit<Decision, 'next'>,
  { status }: Outcome,
  { bigChange: size }: NotifySettings,
): Sentences | undefined {
  if (status !== 'applied' || from === null || to === null) {
    return undefined;
  }
  const units = Math.abs(to - from);
  const percent = (units / Math.max(1, from)) * 100;
  if (units < size.units || percent < size.percent) {
    return undefined;
  }
  const sign = to > from ? '+' : '-';
  return {
    what: `${target} went from ${from} to ${to} units (${sign}${round(percent)} %).`,
    why: `${because}.`,
    next:
      costPerHour === null
        ? 'Nothing is to be done.'
        : `That ${costPerHour < 0 ? 'saves' : 'costs'} ${Math.abs(costPerHour).toFixed(2)} USD ` +
          'per hour. Nothing is to be done.',
  };
}

/** The memory without what is forgotten; the very memory where nothing changed. */
function changed(
  memory: NoticeMemory | undefined,
  spells: Readonly<Record<string, Spell | undefined>>,
): NoticeMemory | undefined {
  const keys = Object.keys(spells);
  if (keys.every((key) => spells[key] === memory?.[key])) {
    return memory;
  }
  const kept: Record<string, Spell> = {};
  for (const key of keys) {
    const spell = spells[key];
    if (spell !== undefined) {
      kept[key] = spell;
    }
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}
