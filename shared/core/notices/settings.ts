/** @module The plan's `notify`: where notices go, and which. */
import * as z from 'zod/mini';
import { severities } from '../notice.ts';
import { percentage, positiveDuration } from '../quantity.ts';

/** Somebody who is told more often stops reading. */
const SHORTEST_REPEAT_SECONDS = 300;

const TOPIC = /^arn:aws[\w-]*:sns:[a-z]{2}[a-z0-9-]+:\d{12}:[\w-]{1,256}$/;

/** Who is told, of what, and how often. */
export const notifySchema = z
  .strictObject({
    /** The ARN of an SNS topic: text for people. */
    topic: z.optional(
      z
        .string()
        .check(
          z.regex(TOPIC, 'the ARN of a standard SNS topic, arn:aws:sns:<region>:<account>:<name>'),
        ),
    ),
    /** The name of an EventBridge bus, `default` for one: events for automation. */
    eventBus: z.optional(
      z.string().check(z.regex(/^[/.\-_A-Za-z0-9]{1,256}$/, 'the name of an EventBridge bus')),
    ),
    /** Notices of less severity are not sent. */
    minimumSeverity: z._default(z.enum(severities), 'info'),
    /** A change of capacity is told from this size on; both must be reached. */
    bigChange: z.prefault(
      z.strictObject({
        /** Percent of the capacity before. */
        percent: z._default(percentage, 50),
        /** Units. */
        units: z._default(z.int('a whole number of units').check(z.minimum(1, '1 or more')), 5),
      }),
      {},
    ),
    /** What lasts is told again after so long, and never sooner: 5m or more. */
    repeatEvery: z.prefault(
      positiveDuration.check(
        z.refine((every) => every >= SHORTEST_REPEAT_SECONDS, 'a duration of 5m or more'),
      ),
      '1h',
    ),
    /** Missing readings and failures are told after so long, and recoveries that have held so. */
    patience: z.prefault(positiveDuration, '10m'),
  })
  .check(
    z.refine(({ topic, eventBus }) => topic !== undefined || eventBus !== undefined, {
      error: 'without a topic or an eventBus nobody is told',
      params: { code: 'invalid-value', fix: 'write a topic or an eventBus' },
    }),
  );

/** Who is told, of what, and how often; defaults filled in. */
export type NotifySettings = Readonly<z.output<typeof notifySchema>>;
