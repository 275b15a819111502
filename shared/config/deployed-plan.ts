/** @module The plan of this process. In a bundle, the build puts the checked plan in its place. */
import { readFile } from 'node:fs/promises';
import type { ScalingPlan } from '../core/plan.ts';
import { checkedDocument } from './checked-document.ts';
import { problemLine } from './plan-document.ts';
import { pricingFor } from './price-file.ts';
import { whyUnread } from './unread-file.ts';

/** The plan cannot be used; the message has every problem with its line. */
export class InvalidPlanError extends Error {
  override readonly name = 'InvalidPlanError';
}

/**
 * The plan in a file, with the prices refreshed for it. Throws an InvalidPlanError, also where
 * there is no such file, or an InvalidPricesError.
 */
export async function deployedPlan(file: string): Promise<readonly ScalingPlan[]> {
  const result = await checkedDocument(await textOf(file), { pricing: await pricingFor(file) });
  if (result.status === 'invalid') {
    throw new InvalidPlanError(
      [
        ...result.problems.map((problem) => problemLine(file, problem)),
        `What to write instead: tidegate lint ${file}`,
      ].join('\n'),
    );
  }
  return result.plans;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const why = whyUnread(cause, { what: 'plan', file });
    throw new InvalidPlanError(`${why} Start from one in examples/.`, { cause });
  }
}
