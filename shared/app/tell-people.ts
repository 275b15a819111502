/** @module Notices on their way out: logged, sent, and never in the way of an evaluation. */
import type { Notice } from '../core/notice.ts';
import type { Journal } from '../ports/journal.ts';
import type { Notifications } from '../ports/notifications.ts';

/** What telling people needs from outside. */
export interface TellingPorts {
  readonly journal: Journal;
  /** Without it, notices are logged only. */
  readonly notifications?: Notifications | undefined;
}

/** How the log says how much a notice matters. */
const LEVELS = { info: 'info', warning: 'warn', critical: 'error' } as const;

/**
 * Logs notices and sends them. Whatever goes wrong is logged with the keys of what was not sent,
 * and ends here: the evaluation is done, and must stand.
 */
export async function tellPeople(
  notices: readonly Notice[],
  { journal, notifications }: TellingPorts,
): Promise<void> {
  for (const notice of notices) {
    journal.noted(LEVELS[notice.severity], `${notice.what} ${notice.why}`, { notice });
  }
  if (notices.length === 0 || notifications === undefined) {
    return;
  }
  try {
    const { failures } = await notifications.notify(notices);
    for (const { channel, code, because, keys } of failures) {
      journal.noted('warn', `${keys.length} notices did not reach the ${channel}: ${because}`, {
        channel,
        code,
        keys,
      });
    }
  } catch (error) {
    journal.noted('error', 'a bug in sending notices', {
      error: error instanceof Error ? error.stack : String(error),
      keys: notices.map(({ key }) => key),
    });
  }
}
