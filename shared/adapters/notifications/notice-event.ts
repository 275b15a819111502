/** @module A notice as an event for rules of EventBridge. */
import type { Notice, NoticeCode } from '../../core/notice.ts';

/** The source of every event of ours. */
export const EVENT_SOURCE = 'tidegate';

/** The version of the shape of `detail`; a change that breaks readers raises it. */
const DETAIL_VERSION = 1;

/** The detail-type of each notice: stable, because rules name them. */
export const DETAIL_TYPES = {
  'budget-alert': 'Tidegate Budget Alert',
  'budget-frozen': 'Tidegate Budget Frozen',
  'budget-shed': 'Tidegate Budget Shed',
  'budget-recovered': 'Tidegate Budget Recovered',
  'budget-reconciled': 'Tidegate Budget Reconciled',
  'growth-refused': 'Tidegate Growth Refused',
  'big-change': 'Tidegate Big Change',
  'changes-fail': 'Tidegate Changes Fail',
  'target-unavailable': 'Tidegate Target Unavailable',
  'readings-missing': 'Tidegate Readings Missing',
  recovered: 'Tidegate Recovered',
} as const satisfies Readonly<Record<NoticeCode, string>>;

/** The detail: the notice with its version, and its time as text too. */
export function detailOf(notice: Notice): string {
  const time = new Date(notice.at).toISOString();
  return JSON.stringify({ version: DETAIL_VERSION, ...notice, time });
}
