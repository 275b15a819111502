import type { FaultCode } from '../core/model.ts';
import type { Notice } from '../core/notice.ts';

/** A way by which notices go out: an SNS topic, an EventBridge bus. */
export type Channel = 'topic' | 'event-bus';

/** Notices that a channel did not take. */
export interface FailedDelivery {
  readonly channel: Channel;
  readonly code: FaultCode;
  readonly because: string;
  /** Keys of the notices. */
  readonly keys: readonly string[];
}

/** What became of notices; a notice counts once for each channel that took it. */
export interface DeliveryReport {
  readonly delivered: number;
  readonly failures: readonly FailedDelivery[];
}

/** Where notices go out to people and to automation. */
export interface Notifications {
  /**
   * Sends notices by every channel, within a few seconds. Never throws for an expected failure:
   * telling people must not keep an evaluation from its work.
   */
  notify(notices: readonly Notice[]): Promise<DeliveryReport>;
}
