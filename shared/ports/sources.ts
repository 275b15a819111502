import type { Missing, Reading } from '../core/model.ts';
import type { SourceSpec } from '../core/plan.ts';
import type { Instant } from '../core/units.ts';

/** Every metric source behind one call. */
export interface Sources {
  /**
   * One answer for each spec, in order. Never throws for an expected failure: what could not be
   * read is missing, with its reason; a value older than the spec's `maxAge` is missing too.
   */
  read(specs: readonly SourceSpec[], now: Instant): Promise<readonly (Reading | Missing)[]>;
}
