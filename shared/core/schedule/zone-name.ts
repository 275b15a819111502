/** @module The name of a time zone, as plans write it. */
import * as z from 'zod/mini';
import { timeZone } from './time-zone.ts';

/** The name of a time zone that the runtime knows. */
export const zoneName = z
  .string('a time zone, like "Europe/Berlin"')
  .check(
    z.refine(
      (name) => timeZone(name) !== undefined,
      'the name of a time zone, like "Europe/Berlin" or "UTC"',
    ),
  );
