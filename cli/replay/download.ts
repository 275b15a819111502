/** @module A recording made from real history, with the credentials of whoever asks. */
import type { EvaluationPorts } from '../../shared/app/evaluate-targets.ts';
import type { Missing } from '../../shared/core/model.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import type { Instant } from '../../shared/core/units.ts';
import type { MetricHistories, MetricHistory } from '../../shared/ports/metric-history.ts';
import { distanceOf, observe } from './observe.ts';
import { observationLine, plansLine } from './recording-format.ts';

/** Activities read of one target: at one a minute, more than a day of changes. */
const MOST_ACTIVITIES = 2000;

/** What a download came to. */
export interface Download {
  readonly lines: readonly string[];
  readonly targets: readonly DownloadedTarget[];
}

export interface DownloadedTarget {
  readonly target: string;
  readonly observations: number;
  /** What is not in the recording although it was asked for, a sentence each. */
  readonly lacking: readonly string[];
}

type Ports = Pick<EvaluationPorts, 'activities' | 'targets' | 'clock'>;

/** Reads histories and activities of every target, all at the same time. */
export async function download(
  plans: readonly ScalingPlan[],
  { ports, histories }: { readonly ports: Ports; readonly histories: MetricHistories },
  span: { readonly from: Instant; readonly to: Instant },
): Promise<Download> {
  const downloaded = await Promise.all(
    plans.map(async (plan) => {
      const names = Object.keys(plan.sources);
      const period = distanceOf(plan);
      const now = ports.clock.now();
      const [answers, activities, [present]] = await Promise.all([
        histories.read(Object.values(plan.sources), { ...span, period, now }),
        ports.activities.recent(plan.id, MOST_ACTIVITIES),
        ports.targets.describe([plan.target]),
      ]);
      const byName = Object.fromEntries(
        names.map((name, index) => [name, answers[index] ?? NO_ANSWER]),
      );
      const lines = observe(plan, {
        ...span,
        histories: byName,
        activities,
        present: present ?? { ...NO_ANSWER, status: 'unavailable' },
      }).map(observationLine);
      return {
        plan,
        lines,
        lacking: lackingIn(byName, { isKnown: lines.length > 0, activities, span }),
      };
    }),
  );
  return {
    lines: [plansLine(plans), ...downloaded.flatMap(({ lines }) => lines)],
    targets: downloaded.map(({ plan, lines, lacking }) => ({
      target: plan.id,
      observations: lines.length,
      lacking,
    })),
  };
}

const NO_ANSWER = {
  status: 'missing',
  because: 'unavailable',
  detail: 'there was no answer',
} as const satisfies Missing;

function lackingIn(
  histories: Readonly<Record<string, MetricHistory | Missing>>,
  {
    isKnown,
    activities,
    span,
  }: {
    readonly isKnown: boolean;
    readonly activities: readonly { readonly at: Instant }[];
    readonly span: { readonly from: Instant };
  },
): readonly string[] {
  const oldest = activities.at(-1);
  const isCut =
    activities.length >= MOST_ACTIVITIES && oldest !== undefined && oldest.at > span.from;
  return [
    ...Object.entries(histories).flatMap(([name, history]) =>
      history.status === 'missing' ? [`${name} (${history.because}): ${history.detail}`] : [],
    ),
    ...(isCut
      ? [`activities before ${new Date(oldest.at).toISOString()}: there are too many`]
      : []),
    ...(isKnown ? [] : ['its capacity: there is no activity, and the target cannot be described']),
  ];
}
