/** @module Several signals weighed into one score, with a high, a medium and a low answer. */
import * as z from 'zod/mini';
import { adjusted } from '../adjustment.ts';
import { apart, type Problem } from '../check.ts';
import type { Missing } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { positiveNumber, round, sourceName } from '../quantity.ts';
import { larger, smaller } from '../units.ts';
import { meanScore, nearestEdge, type Scored, type ScoreKind, scoreOf } from '../weighted-score.ts';

const score = z.number('a score from 0 to 100').check(z.minimum(0), z.maximum(100));

const signal = z.strictObject({
  source: sourceName,
  /** How much it counts beside the others; 0 = it is shown and does not count. */
  weight: z._default(z.number('a weight').check(z.minimum(0, 'a weight of 0 or more')), 1),
  /** From this value on it begins to be urgent. */
  busy: z.number(),
  /** From this value on it is as urgent as can be: 100. */
  critical: z.number(),
  /** Under this value it begins to be an opportunity to save; goes together with `idle`. */
  calm: z.optional(z.number()),
  /** Down from this value it is as much of an opportunity as can be: 100. */
  idle: z.optional(z.number()),
});

/** One answer: from a score on, a change in units or percent, always positive. */
const answer = (from: number, change: number) =>
  z.prefault(
    z.strictObject({
      /** The score, 0 to 100, from which this answer is given. */
      from: z.prefault(score, from),
      /** Units or percent, always positive: what it stands under says the direction. */
      change: z.prefault(positiveNumber, change),
    }),
    {},
  );

const schema = z.strictObject({
  type: z.literal('composite-score'),
  /** What is weighed. */
  signals: z.array(signal).check(z.minLength(1)),
  /** Whether `change` is units or percent of the current capacity. */
  adjustment: z._default(
    z.enum(['change-in-capacity', 'percent-change-in-capacity']),
    'percent-change-in-capacity',
  ),
  /** What to add, by how urgent the signals are together. */
  urgency: z.prefault(
    z.strictObject({
      /** The answer to a low score. */
      low: answer(20, 10),
      /** The answer to a medium score. */
      medium: answer(50, 25),
      /** The answer to a high score. */
      high: answer(80, 50),
    }),
    {},
  ),
  /** What to remove, by how idle the signals are together; never while any of them is busy. */
  opportunity: z.prefault(
    z.strictObject({ low: answer(50, 5), medium: answer(75, 10), high: answer(95, 20) }),
    {},
  ),
});

type Signal = z.output<typeof signal>;
type Answers = z.output<typeof schema>['urgency'];
const LEVELS = ['high', 'medium', 'low'] as const;
const LEVELS_OF_SIGNALS = [
  { key: 'idle', side: 'below' },
  { key: 'calm', side: 'below' },
  { key: 'busy', side: 'above' },
  { key: 'critical', side: 'above' },
] as const;

/**
 * Each signal has an urgency, 0 at `busy` and 100 at `critical`, and an opportunity, 0 at `calm`
 * and 100 at `idle`, straight lines between. Their weighted means pick the answer. Units still
 * starting count as already added, so one rise is answered once. A missing signal counts as calm
 * for what the others ask, and stands in the way of removing anything.
 * Source: the weighted sum of normalised values (P. C. Fishburn, "Additive utilities with
 * incomplete product sets", 1967), the common form of multi-metric scaling scores.
 */
export const compositeScore = definePolicy({
  type: 'composite-score',
  schema,
  sources: (spec) => spec.signals.map(({ source }) => source),
  worksFromZero: (spec) => spec.adjustment === 'change-in-capacity',
  uses: (spec) =>
    spec.signals.map(({ source, ...levels }, index) => ({
      source,
      as: 'level',
      values: LEVELS_OF_SIGNALS.flatMap(({ key, side }) => {
        const value = levels[key];
        return value === undefined ? [] : [{ value, path: ['signals', index, key], side }];
      }),
    })),
  directions: (spec) =>
    spec.signals.some(({ calm, weight }) => calm !== undefined && weight > 0)
      ? ['scale-out', 'scale-in']
      : ['scale-out'],
  lint: {
    /** Every signal has the weight 0, so nothing is weighed. */
    'weightless-score': (spec) =>
      spec.signals.every(({ weight }) => weight === 0)
        ? [
            {
              path: ['signals'],
              message: 'the weights sum to 0: no signal counts',
              fix: 'give the signal that matters most weight: 1',
            },
          ]
        : [],
    /** The levels of a signal are to rise: idle, calm, busy, critical. */
    'inverted-thresholds': (spec) => spec.signals.flatMap(inversions),
    /** A level that means nothing without the other one of its pair. */
    'incomplete-signal': (spec) => spec.signals.flatMap(incompletion),
    /** More urgent answers are to begin at higher scores, and to change as much or more. */
    'unordered-levels': (spec) =>
      (['urgency', 'opportunity'] as const).flatMap((kind) => disorder(kind, spec[kind])),
  },

  recommend(spec, { reading: read, target, bounds }) {
    const froms = {
      urgency: LEVELS.map((level) => spec.urgency[level].from),
      opportunity: LEVELS.map((level) => spec.opportunity[level].from),
    };
    const missing: { source: string; reading: Missing }[] = [];
    const scored: Scored[] = [];
    for (const each of spec.signals) {
      const reading = read(each.source);
      if (reading.status === 'missing') {
        missing.push({ source: each.source, reading });
      } else {
        scored.push(scoreOf(each, reading.value));
      }
    }
    const urgency = meanScore(scored, 'urgency', spec.signals);
    const out = LEVELS.find((level) => urgency >= spec.urgency[level].from && urgency > 0);
    if (out !== undefined) {
      const { change } = spec.urgency[out];
      const base = smaller(target.inService, target.capacity);
      return {
        status: 'recommended',
        capacity: larger(adjusted(base, { type: spec.adjustment, change }), target.capacity),
        because: `${out} urgency, ${round(urgency)} of 100: ${told(scored, 'urgency')}`,
        edge: nearestEdge(scored, { urgency, opportunity: 0 }, spec.signals, froms),
      };
    }
    if (missing.length > 0) {
      return blind(...missing);
    }
    const saving = scored.filter(({ calm, weight }) => calm !== undefined && weight > 0);
    if (saving.length === 0) {
      return {
        status: 'abstained',
        because: `urgency is ${round(urgency)} of 100, and no signal tells when to remove capacity`,
      };
    }
    const isBusy = scored.some(({ urgency: own, weight }) => own > 0 && weight > 0);
    const opportunity = isBusy ? 0 : meanScore(saving, 'opportunity', saving);
    const inward = LEVELS.find((level) => opportunity >= spec.opportunity[level].from);
    const isSaving = inward !== undefined && opportunity > 0;
    return {
      status: 'recommended',
      capacity: isSaving
        ? adjusted(target.capacity, {
            type: spec.adjustment,
            change: -spec.opportunity[inward].change,
          })
        : target.capacity,
      because: isSaving
        ? `${inward} opportunity, ${round(opportunity)} of 100: ${told(saving, 'opportunity')}`
        : `urgency is ${round(urgency)} and opportunity ${round(opportunity)} of 100: no answer`,
      edge: nearestEdge(
        scored,
        { urgency, opportunity },
        spec.signals,
        // Of what runs at the minimum nothing can go, however great the opportunity.
        isBusy || target.capacity <= bounds.min ? { ...froms, opportunity: [] } : froms,
      ),
    };
  },
});

function told(scored: readonly Scored[], kind: ScoreKind): string {
  return scored
    .map((each) => `${each.source} is ${round(each.value)} (${round(each[kind])})`)
    .join(', ');
}

function inversions(
  { source, busy, critical, calm, idle }: Signal,
  index: number,
): readonly Problem[] {
  const problems: Problem[] = [];
  if (busy >= critical) {
    problems.push({
      path: ['signals', index, 'busy'],
      message: `${source} is inverted: busy ${busy} must be under critical ${critical}`,
      fix: apart({ above: critical, below: busy }),
    });
  }
  if (calm !== undefined && idle !== undefined && idle >= calm) {
    problems.push({
      path: ['signals', index, 'idle'],
      message: `${source} is inverted: idle ${idle} must be under calm ${calm}`,
      fix: apart({ above: calm, below: idle }),
    });
  }
  if (calm !== undefined && calm > busy) {
    problems.push({
      path: ['signals', index, 'calm'],
      message: `${source} is inverted: calm ${calm} must not be over busy ${busy}`,
      fix: apart({ above: busy, below: calm }),
    });
  }
  return problems;
}

function incompletion({ source, calm, idle }: Signal, index: number): readonly Problem[] {
  if ((calm === undefined) === (idle === undefined)) {
    return [];
  }
  const absent = calm === undefined ? 'calm' : 'idle';
  return [
    {
      path: ['signals', index],
      message: `${source} has only one of calm and idle: they go together`,
      fix: `give ${source} a value for ${absent} too, or take the other one away`,
    },
  ];
}

function disorder(kind: ScoreKind, { low, medium, high }: Answers): readonly Problem[] {
  const isRising = low.from < medium.from && medium.from < high.from;
  const isGrowing = low.change <= medium.change && medium.change <= high.change;
  const three = (key: 'from' | 'change') => `${low[key]}, ${medium[key]} and ${high[key]}`;
  return [
    ...(isRising
      ? []
      : [
          {
            path: [kind],
            message: `${kind}: low, medium and high must begin at rising scores, not at ${three('from')}`,
            fix: 'write them in order, like low: { from: 20 }, medium: { from: 50 }, high: { from: 80 }',
          },
        ]),
    ...(isGrowing
      ? []
      : [
          {
            path: [kind],
            message: `${kind}: a higher score must not be answered with a smaller change: ${three('change')}`,
            fix: 'let the changes grow, like low: { change: 10 }, medium: { change: 25 }, high: { change: 50 }',
          },
        ]),
  ];
}
