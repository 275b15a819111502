/** @module A CloudWatch alarm: so many of so many periods. */

/** How many more periods an alarm looks at than it needs. */
const EXTRA_PERIODS = 2;

/**
 * The values for which an N of N alarm is in ALARM, newest first; undefined when it is OK or has
 * too little data. Values are asked by how many periods ago they were. Missing data is treated as
 * `missing`, the default: the newest N values of a somewhat longer range count, and when all that
 * there is breaches, and began N periods ago, fewer do. So `- - X - -` alarms for 3 of 3, `- - - -
 * X` does not, and no data at all never does. Source: CloudWatch user guide, "Configuring how
 * CloudWatch alarms treat missing data".
 */
export function inAlarm(
  readAgo: (ago: number) => number | undefined,
  { periods, breaches }: { readonly periods: number; breaches(value: number): boolean },
): readonly number[] | undefined {
  const values: number[] = [];
  let oldest = 0;
  for (let ago = 0; ago < periods + EXTRA_PERIODS && values.length < periods; ago += 1) {
    const value = readAgo(ago);
    if (value !== undefined) {
      if (!breaches(value)) {
        return undefined;
      }
      values.push(value);
      oldest = ago + 1;
    }
  }
  return values.length > 0 && oldest >= periods ? values : undefined;
}
