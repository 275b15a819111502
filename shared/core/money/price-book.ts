/** @module What AWS asks for one of each thing that a unit is made of, by region. */

/** Prices of one region, read at one time from one place. */
export interface PriceTable {
  readonly region: string;
  /** The day the prices were read, as YYYY-MM-DD. */
  readonly date: string;
  /** Where they were read. */
  readonly source: string;
  /** USD by item: "ec2 m5.large" and other instances per hour, others as their name says. */
  readonly usd: Readonly<Record<string, number>>;
}

/** A price and the table it stands in. */
export interface FoundPrice {
  readonly usd: number;
  readonly table: PriceTable;
}

/** Every known price. */
export interface PriceBook {
  /** The price of an item in a region; undefined where nobody knows it. */
  find(region: string, item: string): FoundPrice | undefined;
  /** Items of the same kind in the same region whose names come near, the nearest first. */
  near(region: string, item: string): readonly string[];
  /** Regions that have the price of an item. */
  regionsWith(item: string): readonly string[];
  readonly regions: readonly string[];
}

/** A book of tables; where two have a price for the same thing, the later one counts. */
export function priceBook(tables: readonly PriceTable[]): PriceBook {
  for (const { region, usd } of tables) {
    const wrong = Object.entries(usd).find(([, price]) => !(price > 0 && Number.isFinite(price)));
    if (wrong !== undefined) {
      throw new RangeError(`A price is a number larger than 0: ${wrong[0]} in ${region}.`);
    }
  }
  const find = (region: string, item: string): FoundPrice | undefined => {
    const table = tables.findLast(
      (each) => each.region === region && Object.hasOwn(each.usd, item),
    );
    const usd = table?.usd[item];
    return table === undefined || usd === undefined ? undefined : { usd, table };
  };
  const regions = [...new Set(tables.map(({ region }) => region))];
  return {
    find,
    regions,
    regionsWith: (item) => regions.filter((region) => find(region, item) !== undefined),
    near(region, item) {
      const kind = item.slice(0, item.indexOf(' ') + 1);
      const known = tables.filter((table) => table.region === region);
      return nearest(
        item,
        known.flatMap(({ usd }) => Object.keys(usd).filter((each) => each.startsWith(kind))),
      );
    },
  };
}

/** So many letters may be wrong, and so many suggestions are made. */
const MOST_EDITS = 3;
const MOST_SUGGESTIONS = 3;

/** The names that take the fewest edits to become `wrong`, each once, the nearest first. */
export function nearest(wrong: string, names: readonly string[]): readonly string[] {
  return [...new Set(names)]
    .map((name) => ({ name, edits: editsBetween(wrong, name) }))
    .filter(({ edits }) => edits <= MOST_EDITS)
    .toSorted((one, other) => one.edits - other.edits || (one.name < other.name ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ name }) => name);
}

/** The Levenshtein distance: letters to insert, delete or replace. */
function editsBetween(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, expected] of [...other].entries()) {
      line.push(
        Math.min(
          (line[column] ?? 0) + 1,
          (above[column + 1] ?? 0) + 1,
          (above[column] ?? 0) + (letter === expected ? 0 : 1),
        ),
      );
    }
    above = line;
  }
  return above.at(-1) ?? 0;
}
