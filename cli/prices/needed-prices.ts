/** @module Which prices a plan's units need from AWS. */
import { checkedDocument } from '../../shared/config/checked-document.ts';
import { pricedItems, weightedTypes } from '../../shared/config/priced-items.ts';
import type { UnitSpec } from '../../shared/config/unit-schema.ts';

/** What to look up in one region. */
export interface NeededPrices {
  readonly region: string;
  /** Items of the price book: "ec2 m5.large". */
  readonly items: readonly string[];
  /** Instance types that are bought on spot. */
  readonly spotTypes: readonly string[];
}

/** The units of a plan as they are written, also where prices are not known yet. */
export async function writtenUnits(text: string): Promise<readonly UnitSpec[]> {
  const units: UnitSpec[] = [];
  await checkedDocument(text, {
    pricing: (unit) => {
      units.push(unit);
      return { unit, findings: [] };
    },
  });
  return units;
}

/** What these units need, by region; nothing for a price that the plan states. */
export function neededPrices(units: readonly UnitSpec[]): readonly NeededPrices[] {
  const regions = [...new Set(units.map(({ region }) => region))];
  return regions
    .map((region) => {
      const here = units.filter((unit) => unit.region === region);
      const items = here
        .filter(({ perHour }) => perHour === undefined)
        .flatMap((unit) => pricedItems(unit).map(({ item }) => item));
      const spotTypes = here.filter(isSpotUnknown).flatMap((unit) => weightedTypes(unit));
      return {
        region,
        items: [...new Set(items)],
        spotTypes: [...new Set(spotTypes.map(({ type }) => type))],
      };
    })
    .filter(({ items, spotTypes }) => items.length + spotTypes.length > 0);
}

function isSpotUnknown({ purchase }: UnitSpec): boolean {
  return (
    purchase !== undefined &&
    purchase.spotPerHour === undefined &&
    purchase.onDemandPercentageAboveBase < 100
  );
}
