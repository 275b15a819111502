/** @module The last word on a proposal, and the reason for it. */
import type { Asked } from './ask.ts';
import type { ReasonCode } from './decision.ts';
import type { LimitContext } from './limit.ts';
import type { NearestChange } from './model.ts';
import { nearestChange } from './nearest-change.ts';
import type { LimitSettings } from './plan.ts';
import type { Restrained } from './restrain.ts';
import type { Settlement } from './settle.ts';
import type { Capacity } from './units.ts';

/** The capacity decided on, why, and what would have changed that. */
export interface Verdict {
  readonly to: Capacity;
  readonly reason: ReasonCode;
  readonly because: string;
  readonly nearest: NearestChange | null;
}

/** Unfinished changes come first, then the target's state, the binding limit, the policies. */
export function judge(
  { proposal, binding }: Restrained,
  { highest, reports }: Asked,
  { stay, reclaim }: Settlement,
  context: LimitContext<LimitSettings>,
): Verdict {
  const { current } = context;
  if (stay !== undefined) {
    const { reason, because, until } = stay;
    return { to: current, reason, because, nearest: { kind: 'time', at: until, limit: reason } };
  }
  const { to } = proposal;
  const { hold } = context.target;
  const direction = to > current ? 'scale-out' : to < current ? 'scale-in' : undefined;
  if (hold !== undefined && (hold.blocks === 'both' || hold.blocks === direction)) {
    const because = `${hold.code}: ${hold.because}`;
    return { to: current, reason: 'target-held', because, nearest: null };
  }
  const nearest = nearestChange(context, binding === undefined ? [] : [binding]);
  if (binding !== undefined) {
    return { to, reason: binding.by, because: binding.because, nearest };
  }
  if (reclaim !== undefined && to !== current) {
    const because = `others moved it to ${current}, and the plan takes it back`;
    return { to, reason: 'foreign-change', because, nearest };
  }
  if (highest === undefined) {
    const blind = reports.find(({ status }) => status === 'blind');
    const why = blind === undefined ? '' : `; ${blind.policy}: ${blind.because}`;
    return { to, reason: 'no-opinion', because: `no policy has an opinion${why}`, nearest };
  }
  const reason = to === current ? 'steady' : 'recommended';
  return { to, reason, because: highest.because, nearest };
}
