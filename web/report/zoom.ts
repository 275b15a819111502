/** @module The stretch of time in view: one for all charts and the list. */
import type { Drawing } from './drawing.ts';
import { elementOf } from './elements.ts';
import { timeText } from './figures.ts';

/** Seconds since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Zoom {
  /** Told of every change of view. */
  onChange(listener: (stretch: Stretch) => void): void;
  show(stretch: Stretch): void;
  showWhole(): void;
}

/** No closer than this many points: there is nothing between two points. */
const FEWEST_POINTS = 4;
const MINUTE = 60;

/** The view of a drawing, moved by drags over a chart and by the buttons of the page. */
export function zoom({ start, end, step, points }: Drawing): Zoom {
  const whole: Stretch = { from: start, to: points > 0 ? end : start + 1 };
  const rounding = step < MINUTE ? 1 : MINUTE;
  const listeners: ((stretch: Stretch) => void)[] = [];
  let shown = whole;

  function show(asked: Stretch): void {
    const longest = whole.to - whole.from;
    const length = Math.min(longest, Math.max(asked.to - asked.from, FEWEST_POINTS * step));
    const centred = (asked.from + asked.to - length) / 2;
    const from = Math.min(Math.max(whole.from, centred), whole.to - length);
    shown = { from, to: from + length };
    const [first, last] = [shown.from, shown.to].map((at) =>
      timeText(rounding * Math.round(at / rounding)),
    );
    elementOf('window').textContent = `${first} – ${last} UTC`;
    for (const listener of listeners) {
      listener(shown);
    }
  }

  /** Lengthens the view by a factor, and moves it by a share of its length. */
  function change({ factor = 1, share = 0 }): void {
    const length = shown.to - shown.from;
    const middle = (shown.from + shown.to) / 2 + share * length;
    show({ from: middle - (length * factor) / 2, to: middle + (length * factor) / 2 });
  }

  const buttons = {
    'zoom-in': () => change({ factor: 0.5 }),
    'zoom-out': () => change({ factor: 2 }),
    earlier: () => change({ share: -0.5 }),
    later: () => change({ share: 0.5 }),
    whole: () => show(whole),
  };
  for (const [id, press] of Object.entries(buttons)) {
    elementOf(id).addEventListener('click', press);
  }
  return {
    onChange: (listener) => listeners.push(listener),
    show,
    showWhole: () => show(whole),
  };
}
