/** @module Which decisions are marked and listed: changes at first, holds on request. */
import type { DrawnDecision } from './drawing.ts';

export interface Choice {
  /** The decisions of the chosen kind, in order of time. */
  chosen(): readonly DrawnDecision[];
  onChange(listener: () => void): void;
}

/** The page's choice among these decisions; everything where there is nothing to choose from. */
export function choiceOf(decisions: readonly DrawnDecision[]): Choice {
  const select = document.getElementById('kind');
  const listeners: (() => void)[] = [];
  let chosen = decisions;

  function choose(): void {
    const kind = select instanceof HTMLSelectElement ? select.value : 'all';
    chosen = decisions.filter(
      ({ action }) =>
        kind === 'all' || kind === action || (kind === 'changes' && action !== 'hold'),
    );
    for (const listener of listeners) {
      listener();
    }
  }

  select?.addEventListener('change', choose);
  choose();
  return { chosen: () => chosen, onChange: (listener) => listeners.push(listener) };
}
