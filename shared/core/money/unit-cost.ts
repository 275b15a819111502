/** @module What units of a target cost together: on demand, on spot, or mixed. */
import type { Purchase, Unit } from '../model.ts';

/** Units by how they are bought. */
export interface Split {
  readonly onDemand: number;
  readonly spot: number;
}

/**
 * USD per hour that so many units cost together; undefined where a unit has no price. It never
 * shrinks with more units, and is at most `units × unit.perHour`.
 */
export function costPerHour(unit: Unit, units: number): number | undefined {
  const { perHour, purchase } = unit;
  if (perHour === undefined) {
    return undefined;
  }
  if (purchase === undefined) {
    return units * perHour;
  }
  const { onDemandPerHour = perHour, spotPerHour = onDemandPerHour } = purchase;
  const { onDemand, spot } = splitOf(purchase, units);
  return onDemand * onDemandPerHour + spot * spotPerHour;
}

/** USD per unit-hour, as a mean over so many units; that of the first unit where there is none. */
export function meanPerHour(unit: Unit, units: number): number | undefined {
  const counted = Math.max(1, units);
  const cost = costPerHour(unit, counted);
  return cost === undefined ? undefined : cost / counted;
}

/**
 * How many of so many units are on demand and how many on spot: the base first, then the percentage
 * of what is above it, rounded up in favour of on-demand.
 * Source: Amazon EC2 Auto Scaling user guide, "Auto Scaling groups with multiple instance types and
 * purchase options", and its API reference, `InstancesDistribution`.
 */
export function splitOf(
  { onDemandBase, onDemandPercentageAboveBase: percent }: Purchase,
  units: number,
): Split {
  const base = Math.min(units, onDemandBase);
  const share = ((units - base) * percent) / 100;
  // 10 units at 70 % are 7.000000000000001.
  const onDemand = Math.min(units, base + Math.ceil(share - 1e-9));
  return { onDemand, spot: units - onDemand };
}

/**
 * Spot pools that units may come from: instance types × zones. The more there are, the less of the
 * fleet a shortage or an interruption takes. Undefined where nothing is bought on spot, or the plan
 * does not say how many zones there are.
 */
export function spotPools({
  purchase,
  instanceType,
  instanceTypes = {},
  zones,
}: Unit): number | undefined {
  const types = Object.keys(instanceTypes).length + (instanceType === undefined ? 0 : 1);
  const hasSpot = purchase !== undefined && purchase.onDemandPercentageAboveBase < 100;
  return hasSpot && zones !== undefined && types > 0 ? types * zones : undefined;
}
