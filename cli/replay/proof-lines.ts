/** @module Whether decisions come out the same, as people read it. */
import { explain } from '../../shared/core/explain.ts';
import { timeOf } from './comparison-lines.ts';
import type { Proof } from './prove.ts';

/** The count, and the first difference with both decisions. */
export function proofLines({ decisions, identical, first }: Proof): readonly string[] {
  if (decisions === 0) {
    return ['  nothing to prove: it was put together from history, and no decision was recorded'];
  }
  if (first === null) {
    return [`  ${identical} of ${decisions} decisions come out the same, byte for byte`];
  }
  const { line, at, members, recorded, replayed } = first;
  return [
    `  ${identical} of ${decisions} decisions come out the same`,
    `  the first other one is in line ${line}, at ${timeOf(at)}: ${members.join(', ')}`,
    ...explain(recorded).map((sentence) => `    recorded  ${sentence}`),
    ...explain(replayed).map((sentence) => `    replayed  ${sentence}`),
  ];
}
