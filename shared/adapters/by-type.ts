/** @module Many specs of many types: each type asked once, each distinct spec answered once. */

/** Told of a bug: a member of a family threw, or answered something else than it was asked. */
export type OnBug = (where: string, error: unknown) => void;

/**
 * One answer per spec, in order. Specs of one type go to `ask` together, equal ones once, all types
 * at the same time. Where `ask` throws or answers another number, `failed` answers for each of that
 * type; the other types are unaffected.
 */
export async function answerByType<Spec extends { readonly type: string }, Answer>(
  specs: readonly Spec[],
  ask: (type: string, specs: readonly Spec[]) => Promise<readonly Answer[]>,
  failed: (type: string, error: unknown) => Answer,
): Promise<readonly Answer[]> {
  const keys = specs.map((spec) => JSON.stringify(spec));
  const byType = new Map<string, Map<string, Spec>>();
  for (const [index, spec] of specs.entries()) {
    const ofType = byType.get(spec.type) ?? new Map<string, Spec>();
    byType.set(spec.type, ofType.set(keys[index] ?? '', spec));
  }
  const answered = await Promise.all(
    [...byType].map(async ([type, distinct]) => {
      const answers = await answersOf(type, [...distinct.values()], ask, failed);
      return [...distinct.keys()].map((key, index) => [key, answers[index]] as const);
    }),
  );
  const byKey = new Map(answered.flat());
  return specs.map(({ type }, index) => {
    const answer = byKey.get(keys[index] ?? '');
    return answer === undefined ? failed(type, new Error('an answer is undefined')) : answer;
  });
}

async function answersOf<Spec, Answer>(
  type: string,
  specs: readonly Spec[],
  ask: (type: string, specs: readonly Spec[]) => Promise<readonly Answer[]>,
  failed: (type: string, error: unknown) => Answer,
): Promise<readonly Answer[]> {
  try {
    const answers = await ask(type, specs);
    if (answers.length !== specs.length) {
      throw new Error(`${type} answered ${answers.length} of ${specs.length} specs`);
    }
    return answers;
  } catch (error) {
    const answer = failed(type, error);
    return specs.map(() => answer);
  }
}
