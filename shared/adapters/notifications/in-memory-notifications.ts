/** @module Notices that stay here, for tests and for trying things on one machine. */
import type { Notice } from '../../core/notice.ts';
import type { Notifications } from '../../ports/notifications.ts';

/** Keeps every notice it is given, oldest first. */
export function inMemoryNotifications(): Notifications & { readonly told: readonly Notice[] } {
  const told: Notice[] = [];
  return {
    told,
    async notify(notices) {
      told.push(...notices);
      return { delivered: notices.length, failures: [] };
    },
  };
}
