/** @module How many units a database has connections for, and how large their pools may be. */

/** The connections of a database, for the units that share them. */
export interface Connections {
  /** Connections that each unit may open. */
  readonly perUnit: number;
  /** The most connections that the database accepts. */
  readonly max: number;
  /** Percent of them for these units, 0 to 100. */
  readonly share: number;
}

/** The most units that the database can take: connections per unit × units ≤ max × share. */
export function mostUnits(database: Connections): number {
  return Math.floor(forAllUnits(database) / database.perUnit);
}

/** The largest pool of each of so many units within the connections; 0 = there is none. */
export function poolSize(database: Connections, units: number): number {
  return Math.floor(forAllUnits(database) / Math.max(1, units));
}

/** Whole connections; a share with fractions must not lose one to rounding noise. */
function forAllUnits({ max, share }: Connections): number {
  return Math.floor((max * share) / 100 + 1e-9);
}
