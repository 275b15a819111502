/** @module What became of a change that was asked of AWS. */
import type { FaultCode } from '../core/model.ts';
import type { ApplyResult } from '../ports/targets.ts';
import { faultOf } from './aws/call.ts';

/** Faults that asking again cannot mend. */
const FINAL: ReadonlySet<FaultCode> = new Set(['not-found', 'access-denied', 'invalid']);

/** Makes the change; an AwsCallError becomes `refused` or `failed` with its code. */
export async function applyResult(change: () => Promise<void>): Promise<ApplyResult> {
  try {
    await change();
    return { status: 'applied' };
  } catch (error) {
    const { code, detail } = faultOf(error);
    return { status: FINAL.has(code) ? 'refused' : 'failed', code, because: detail };
  }
}
