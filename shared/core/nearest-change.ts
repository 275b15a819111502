/** @module What would have to change for the answer to change. */
import type { LimitContext } from './limit.ts';
import type { NearestChange, Step } from './model.ts';

type Context = Pick<
  LimitContext<unknown>,
  'current' | 'bounds' | 'isBlind' | 'recommendations' | 'readings'
>;

/**
 * Where the binding limit lets go by itself, that time; else the edge of a policy that is
 * relatively closest to its reading. An edge towards more matters below the maximum; one towards
 * less above the minimum, while nothing is missing and no other policy asks for what runs.
 */
export function nearestChange(context: Context, steps: readonly Step[]): NearestChange | null {
  const binding = steps.at(-1);
  if (binding?.until !== undefined) {
    return { kind: 'time', at: binding.until, limit: binding.by };
  }
  const { current, bounds, isBlind, recommendations, readings } = context;
  let asking = 0;
  for (const each of recommendations) {
    asking += each.status === 'recommended' && each.capacity >= current ? 1 : 0;
  }
  let nearest: { source: string; value: number; edge: number; isUpper: boolean } | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const each of recommendations) {
    if (each.status !== 'recommended' || each.edge === undefined) {
      continue;
    }
    const { source, above, below } = each.edge;
    const reading = readings[source];
    if (reading?.status !== 'measured') {
      continue;
    }
    const { value } = reading;
    const scale = Math.max(Math.abs(value), 1e-9);
    if (above !== undefined && current < bounds.max && Math.abs(above - value) / scale < shortest) {
      shortest = Math.abs(above - value) / scale;
      nearest = { source, value, edge: above, isUpper: true };
    }
    const othersAsking = asking - (each.capacity >= current ? 1 : 0);
    const mayScaleIn = current > bounds.min && !isBlind && othersAsking === 0;
    if (
      below !== undefined &&
      below > 0 &&
      mayScaleIn &&
      Math.abs(below - value) / scale < shortest
    ) {
      shortest = Math.abs(below - value) / scale;
      nearest = { source, value, edge: below, isUpper: false };
    }
  }
  if (nearest === undefined) {
    return null;
  }
  const { source, value, edge, isUpper } = nearest;
  const isAbove = isUpper ? value <= edge : value < edge;
  return { kind: 'reading', source, direction: isAbove ? 'above' : 'below', value: edge };
}
