/** @module A capacity by the operator's own script. */
import * as z from 'zod/mini';
import { localTime } from '../local-time.ts';
import type { Missing, Recommendation } from '../model.ts';
import { blind, definePolicy } from '../policy.ts';
import { round, sourceName } from '../quantity.ts';
import { zoneName } from '../schedule/zone-name.ts';
import { withParts } from '../sentence.ts';
import { boundedNeed, capacityFor } from '../units.ts';

/** Longer than any rule that one can look over. */
const LONGEST_SCRIPT = 8000;

/**
 * A script in Lua 5.4 that returns the capacity to have. A fraction is rounded up, less than 0 is
 * 0; nil is no opinion.
 *
 * It finds the values of its `sources` in `metrics` (`metrics.jobs`, `metrics["queue-depth"]`), and
 * besides `capacity`, `in_service`, `min` and `max` (the bounds), `hour` (0 to 23), `minute` and
 * `weekday` (1 is Monday, 7 is Sunday). Of Lua's libraries there are the basic functions, `math`,
 * `string` and `table`, without what loads code, prints, draws lots, matches patterns or sets
 * metatables.
 *
 * It runs in WebAssembly, reaches nothing outside, remembers nothing, and may take 50,000
 * instructions and a megabyte. While one of its sources is missing, or the script fails, it does
 * not guess: nothing is scaled in.
 */
export const lua = definePolicy({
  type: 'lua',
  schema: z.strictObject({
    type: z.literal('lua'),
    /** The sources that the script reads: all of them must be there. */
    sources: z._default(z.array(sourceName), []),
    /** The text of the script. */
    script: z
      .string('a Lua script')
      .check(z.minLength(1), z.maxLength(LONGEST_SCRIPT, 'a script of 8,000 characters or less')),
    /** Where `hour`, `minute` and `weekday` are told: "Europe/Berlin". */
    timeZone: z._default(zoneName, 'UTC'),
  }),
  interpreter: 'lua',
  sources: (spec) => spec.sources,
  lint: {
    /** The script does not compile. */
    'invalid-script': (spec, { interpreters }) => {
      const problem = interpreters.lua?.check(spec.script);
      return problem === undefined
        ? []
        : [
            {
              path: ['script'],
              message: `the script cannot be run: ${problem}`,
              fix: 'mend that line; a script ends like: return math.ceil(metrics.jobs / 20)',
            },
          ];
    },
  },

  recommend(spec, { reading: read, target, bounds, now, interpreters }) {
    if (interpreters.lua === undefined) {
      return unable('Lua was not loaded, so the script cannot be run');
    }
    const missing: { source: string; reading: Missing }[] = [];
    const metrics: Record<string, number> = {};
    for (const source of spec.sources) {
      const reading = read(source);
      if (reading.status === 'missing') {
        missing.push({ source, reading });
      } else {
        metrics[source] = reading.value;
      }
    }
    if (missing.length > 0) {
      return blind(...missing);
    }
    const result = interpreters.lua.run(spec.script, {
      metrics,
      capacity: target.capacity,
      inService: target.inService,
      ...bounds,
      ...localTime(now, spec.timeZone),
    });
    const shown = withParts(
      Object.entries(metrics).map(([name, value]) => `${name} ${round(value)}`),
    );
    switch (result.status) {
      case 'returned': {
        const exact = boundedNeed(result.value);
        return {
          status: 'recommended',
          capacity: capacityFor(exact),
          exact,
          because: `the script returns ${round(result.value)}${shown}`,
        };
      }
      case 'nothing':
        return { status: 'abstained', because: `the script returns nil${shown}` };
      case 'failed':
        return unable(`the script failed${shown}: ${result.because}`);
    }
  },
});

/** It cannot say what is needed, which is not the same as having no opinion. */
function unable(because: string): Recommendation {
  return { status: 'blind', missing: [], because };
}
