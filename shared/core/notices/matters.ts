/** @module What an evaluation shows that people should know of: refusals, blindness, failures. */
import type { Decision, Outcome } from '../decision.ts';
import { limits } from '../limits/index.ts';
import type { Step } from '../model.ts';
import { NoticeCode, type Severity } from '../notice.ts';
import type { TargetPlan } from '../plan.ts';
import { formatDuration } from '../quantity.ts';

/** The sentences of a notice. */
export interface Sentences {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

/** Something that lasts. */
export interface Matter extends Sentences {
  readonly code: NoticeCode;
  /** Its code, and where there may be several at once, which one. */
  readonly key: string;
  readonly severity: Severity;
  /** It is told at once, and not only when it has lasted. */
  readonly isUrgent: boolean;
}

/** What an evaluation shows of one target. */
export interface Sight {
  readonly matters: readonly Matter[];
  /** Whether what is not among them is over, by its code: not everything shows every time. */
  isOver(code: string): boolean;
}

/** What a decision and what came of it show. */
export function sightOf(
  decision: Omit<Decision, 'next'>,
  outcome: Outcome,
  plan: Pick<TargetPlan, 'evaluateEvery'>,
): Sight {
  if (decision.from === null) {
    return {
      matters: [unavailable(decision)],
      isOver: () => false,
    };
  }
  const failed = failure(decision, outcome);
  return {
    matters: [
      ...refusals(decision, plan),
      ...blindness(decision),
      ...(failed === undefined ? [] : [failed]),
    ],
    isOver: (code) => code !== NoticeCode.changesFail || outcome.status === 'applied',
  };
}

/** What is told when a matter is over: all that is left of it is its key. */
export function recovery(target: string, key: string, lasted: number): Sentences {
  const [code, by] = key.split('/');
  return {
    what: `${target} ${ENDS[code ?? ''] ?? `is rid of ${code}`}.`,
    why: `${by === undefined ? 'It' : `The limit "${by}"`} had lasted for ${span(lasted)}.`,
    next: 'Nothing is to be done.',
  };
}

const ENDS: Readonly<Record<string, string>> = {
  [NoticeCode.growthRefused]: 'gets the capacity that its load calls for again',
  [NoticeCode.readingsMissing]: 'has all its readings again',
  [NoticeCode.targetUnavailable]: 'can be described again',
  [NoticeCode.changesFail]: 'takes changes of capacity again',
};

/** A length of time in whole minutes. */
export function span(lengthSeconds: number): string {
  return formatDuration(Math.max(1, Math.round(lengthSeconds / 60)) * 60);
}

/** Limits that left less than was asked for, and that people can do something about. */
function refusals(
  { target, to, steps }: Omit<Decision, 'next'>,
  { evaluateEvery }: Pick<TargetPlan, 'evaluateEvery'>,
): readonly Matter[] {
  const reliefOf = ({ by }: Step) => limits.members.find(({ name }) => name === by)?.relief;
  return steps.flatMap((step) => {
    const relief = reliefOf(step);
    return relief === undefined || to === null || step.to >= step.from || to >= step.from
      ? []
      : [
          {
            code: NoticeCode.growthRefused,
            key: `${NoticeCode.growthRefused}/${step.by}`,
            severity: 'warning' as const,
            isUrgent: true,
            what: `${target} needs ${step.from} units and gets ${to}.`,
            why: `The limit "${step.by}" says: ${step.because}.`,
            next: `It is looked at again every ${formatDuration(evaluateEvery)}. ${relief}`,
          },
        ];
  });
}

function blindness({
  target,
  readings,
  recommendations,
}: Omit<Decision, 'next'>): readonly Matter[] {
  if (recommendations.every(({ status }) => status !== 'blind')) {
    return [];
  }
  const lacking = Object.entries(readings).flatMap(([name, reading]) =>
    'missing' in reading ? [{ name, why: `${name} is ${reading.missing}: ${reading.detail}` }] : [],
  );
  return [
    {
      code: NoticeCode.readingsMissing,
      key: NoticeCode.readingsMissing,
      severity: 'warning',
      isUrgent: false,
      what: `${target} lacks readings: ${lacking.map(({ name }) => name).join(', ')}.`,
      why: `${lacking.map(({ why }) => why).join('; ')}.`,
      next:
        'It does not scale in while they are missing. ' +
        'Check the source, and whether Tidegate may read it.',
    },
  ];
}

function unavailable({ target, because }: Omit<Decision, 'next'>): Matter {
  return {
    code: NoticeCode.targetUnavailable,
    key: NoticeCode.targetUnavailable,
    severity: 'critical',
    isUrgent: false,
    what: `${target} cannot be described.`,
    why: `It answers ${because}.`,
    next: 'Its capacity stays as it is. Check that it exists, and that Tidegate may describe it.',
  };
}

function failure({ target, from, to }: Omit<Decision, 'next'>, outcome: Outcome) {
  if (outcome.status !== 'refused' && outcome.status !== 'failed') {
    return undefined;
  }
  return {
    code: NoticeCode.changesFail,
    key: NoticeCode.changesFail,
    severity: 'critical' as const,
    isUrgent: outcome.status === 'refused',
    what: `${target} could not be brought from ${from} to ${to} units.`,
    why: `Its service answered ${outcome.code}: ${outcome.because}.`,
    next:
      outcome.status === 'refused'
        ? 'Asking again will not help: check its quotas, its bounds and our permissions.'
        : 'It is tried again at the next evaluation. Check its service for throttling or faults.',
  };
}
