/** @module Plans that are broken on purpose: tests hold lint against them, its page shows them. */
import { readdirSync, readFileSync } from 'node:fs';
import { checkedDocument } from '../../shared/config/checked-document.ts';
import type { LocatedProblem } from '../../shared/config/yaml-text.ts';
import { instant } from '../../shared/core/units.ts';

/** One broken plan. Its first lines are comments that say what is wrong with it. */
export interface BrokenPlan {
  readonly name: string;
  readonly text: string;
  /** The codes that lint is to find, and no others. */
  readonly codes: readonly string[];
  /** Who would write such a plan, or what it did to somebody. */
  readonly story: string;
  /** The text without its comments. */
  readonly plan: string;
}

const FOLDER = new URL('../../test/config/lint/broken/', import.meta.url);
/** When the plans are read. */
const NOW = instant(Date.UTC(2027, 0, 1));

/** Every broken plan, by name. */
export function brokenPlans(): readonly BrokenPlan[] {
  return readdirSync(FOLDER)
    .toSorted()
    .map((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      const [, codes = '', story = '', plan = ''] =
        /^# expect: (.+)\n# (.+)\n(?:# .+\n)?([\s\S]*)$/.exec(text) ?? [];
      return { name, text, codes: codes.split(', '), story, plan: plan.trimEnd() };
    });
}

/** What lint finds in a plan; a comment may say what the account allows of every target. */
export async function problemsIn(text: string): Promise<readonly LocatedProblem[]> {
  const allowed = /^# account allows: (\d+)$/m.exec(text)?.[1];
  const limit = { most: Number(allowed), counts: 'vCPUs of one kind of instance' };
  const accountLimits = new Map([['web', limit]]);
  const result = await checkedDocument(text, {
    now: NOW,
    ...(allowed === undefined ? {} : { accountLimits }),
  });
  return result.status === 'valid' ? result.warnings : result.problems;
}
