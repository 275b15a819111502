/** @module The price of EC2 units: several types with weights, on demand and on spot. */
import type { FoundPrice, PriceBook } from '../core/money/price-book.ts';
import { type PricedItem, pricedItems, weightedTypes } from './priced-items.ts';
import { asUsd, sourceOf, type UnitFinding } from './unit-finding.ts';
import type { UnitSpec } from './unit-schema.ts';

type Purchase = NonNullable<UnitSpec['purchase']>;

/** A unit with what its price could be found of, and the items that nobody has a price for. */
export interface InstancePrices {
  readonly unit: UnitSpec;
  readonly missing: readonly PricedItem[];
  readonly findings: readonly UnitFinding[];
}

/** What is known of the on-demand price of a unit. */
interface OnDemand {
  /** Of the type that is launched first. */
  readonly usual: number;
  /** Of the type that is launched when no other can be. */
  readonly dearest: number;
}

/**
 * Prices units of one or several instance types. A unit of a type that counts for several costs its
 * share. `perHour` is the dearest that one unit more can be: on demand where anything may be, else
 * what spot can rise to.
 */
export function instancePrices(unit: UnitSpec, book: PriceBook): InstancePrices {
  const { purchase, region, perHour } = unit;
  const items = pricedItems(unit).map((each) => ({ ...each, price: book.find(region, each.item) }));
  const missing = perHour === undefined ? items.filter(({ price }) => price === undefined) : [];
  const listed = items.flatMap(({ price }) => (price === undefined ? [] : [price]));
  const perUnit = items.flatMap(({ price, quantity }) =>
    price === undefined ? [] : [price.usd * quantity],
  );
  const [first] = perUnit;
  const onDemand: OnDemand | undefined =
    perHour !== undefined
      ? { usual: perHour, dearest: perHour }
      : missing.length > 0 || first === undefined
        ? undefined
        : {
            usual: purchase?.onDemandAllocation === 'lowest-price' ? Math.min(...perUnit) : first,
            dearest: Math.max(...perUnit),
          };
  if (purchase === undefined) {
    const isListed = perHour === undefined && onDemand !== undefined;
    return {
      unit: isListed
        ? { ...unit, perHour: asUsd(onDemand.dearest), priceFrom: sourceOf(listed) }
        : unit,
      missing,
      findings: [],
    };
  }
  return purchased({ unit, purchase, onDemand, listed, missing }, book);
}

/** The price of a unit that may be on demand or on spot. */
function purchased(
  known: {
    readonly unit: UnitSpec;
    readonly purchase: Purchase;
    readonly onDemand: OnDemand | undefined;
    readonly listed: readonly FoundPrice[];
    readonly missing: readonly PricedItem[];
  },
  book: PriceBook,
): InstancePrices {
  const { unit, purchase, onDemand, listed, missing } = known;
  const findings = purchaseFindings(purchase);
  const mayBeOnDemand = isEverOnDemand(purchase);
  const spot = spotPrices(unit, purchase, onDemand, book);
  const onDemandPerHour = purchase.onDemandPerHour ?? onDemand?.usual;
  const dearestOnDemand = Math.max(onDemand?.dearest ?? 0, onDemandPerHour ?? 0);
  if (spot === undefined || (mayBeOnDemand && onDemandPerHour === undefined)) {
    return { unit, missing, findings };
  }
  const perHour =
    unit.perHour ?? (mayBeOnDemand ? Math.max(dearestOnDemand, spot.dearest) : spot.dearest);
  const prices = [...(unit.perHour === undefined ? listed : []), ...spot.prices];
  return {
    unit: {
      ...unit,
      perHour: asUsd(Math.max(perHour, mayBeOnDemand ? dearestOnDemand : 0, spot.usual)),
      ...(unit.priceFrom !== undefined || prices.length === 0
        ? {}
        : { priceFrom: sourceOf(prices) + (spot.isKnown ? '' : SPOT_IS_NOT_KNOWN) }),
      purchase: {
        ...purchase,
        ...(onDemandPerHour === undefined ? {} : { onDemandPerHour: asUsd(onDemandPerHour) }),
        spotPerHour: asUsd(spot.usual),
      },
    },
    missing: [],
    findings,
  };
}

const SPOT_IS_NOT_KNOWN = '; spot at the most it may cost';

interface SpotPrices {
  /** As a mean over the types: strategies that look at capacity spread over them. */
  readonly usual: number;
  /** The most that a unit may cost. */
  readonly dearest: number;
  readonly isKnown: boolean;
  readonly prices: readonly FoundPrice[];
}

/**
 * Spot as the plan or the book knows it. Without a price it counts as the most that AWS takes: the
 * group's maximum price, which is the on-demand price unless it says otherwise.
 * Source: Amazon EC2 Auto Scaling API reference, `InstancesDistribution`, `SpotMaxPrice`.
 */
function spotPrices(
  unit: UnitSpec,
  { onDemandPerHour, spotPerHour, spotMaxPrice }: Purchase,
  onDemand: OnDemand | undefined,
  book: PriceBook,
): SpotPrices | undefined {
  const ceiling = spotMaxPrice ?? onDemand?.dearest ?? onDemandPerHour;
  const capped = (price: number): number => Math.min(price, spotMaxPrice ?? price);
  if (spotPerHour !== undefined) {
    const dearest = Math.max(spotPerHour, spotMaxPrice ?? 0);
    return { usual: spotPerHour, dearest, isKnown: true, prices: [] };
  }
  const found = weightedTypes(unit).map(({ type, weight }) => ({
    weight,
    mean: book.find(unit.region, `spot ${type}`),
    most: book.find(unit.region, `spot-most ${type}`),
  }));
  const known = found.flatMap(({ weight, mean, most }) =>
    mean === undefined ? [] : [{ mean, usd: mean.usd / weight, most: (most ?? mean).usd / weight }],
  );
  if (known.length === 0 || known.length < found.length) {
    return ceiling === undefined
      ? undefined
      : { usual: ceiling, dearest: ceiling, isKnown: false, prices: [] };
  }
  const usual = capped(known.reduce((sum, { usd }) => sum + usd, 0) / known.length);
  const most = capped(Math.max(...known.map((each) => each.most)));
  return {
    usual,
    dearest: Math.max(usual, spotMaxPrice ?? most),
    isKnown: true,
    prices: known.map(({ mean }) => mean),
  };
}

/** Whether a unit of the fleet may ever be on demand. */
function isEverOnDemand(purchase: Purchase): boolean {
  const { onDemandBase, onDemandPercentageAboveBase, fallToOnDemand } = purchase;
  return onDemandBase > 0 || onDemandPercentageAboveBase > 0 || fallToOnDemand;
}

function purchaseFindings(purchase: Purchase): readonly UnitFinding[] {
  const { fallToOnDemand, onDemandPercentageAboveBase, spotMaxPrice, spotPerHour } = purchase;
  const findings: UnitFinding[] = [];
  if (fallToOnDemand && onDemandPercentageAboveBase === 0) {
    findings.push({
      code: 'nothing-to-fall-to',
      severity: 'warning',
      path: ['purchase', 'fallToOnDemand'],
      message: 'nothing above the base is bought on demand',
      fix: 'buy some percent above the base on demand, in the group and here',
    });
  }
  if (spotMaxPrice !== undefined && spotPerHour !== undefined && spotPerHour > spotMaxPrice) {
    findings.push({
      code: 'spot-over-maximum',
      severity: 'error',
      path: ['purchase', 'spotMaxPrice'],
      message: `spot costs ${spotPerHour} USD, and the group pays ${spotMaxPrice} at most`,
      fix: `write more than ${spotPerHour}, in the group and here`,
    });
  }
  return findings;
}
