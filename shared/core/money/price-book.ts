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
  /** Every item that has a price in a region. */
  items(region: string): readonly string[];
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
    items: (region) => [
      ...new Set(
        tables.filter((each) => each.region === region).flatMap(({ usd }) => Object.keys(usd)),
      ),
    ],
  };
}
