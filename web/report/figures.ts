/** @module Numbers and times on the page. */
import type { Chart, DrawnDecision } from './drawing.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const SIZES = [
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', 1],
] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 3 });
const short = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 2 });

/** A value of a line. */
export function valueText(value: number | null | undefined, quantity: Chart['quantity']): string {
  if (value === null || value === undefined) {
    return '–';
  }
  return quantity === 'duration' ? durationText(value) : plain.format(round(value));
}

/** The label of a tick. */
export function tickText(value: number, quantity: Chart['quantity']): string {
  if (quantity === 'duration') {
    return durationText(value);
  }
  return Math.abs(value) >= 1e6 ? short.format(value) : plain.format(value);
}

/** "0", "0.25 s", "45 s", "12 min", "3 h 20 min", "2 d": two units at most. */
export function durationText(seconds: number): string {
  if (seconds < MINUTE && Math.round(seconds) < MINUTE) {
    return seconds === 0 ? '0' : `${Number(seconds.toPrecision(2))} s`;
  }
  let left = Math.round(seconds);
  const parts = SIZES.map(([unit, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return { count, text: `${plain.format(count)} ${unit}` };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ text }) => text)
    .join(' ');
}

/** "4 Mar 2025 12:05", with seconds where there are some. UTC. */
export function timeText(seconds: number): string {
  const iso = new Date(Math.round(seconds) * 1000).toISOString();
  return `${dayText(iso)} ${iso.slice(0, 4)} ${clockText(iso)}`;
}

/** Labels of the time axis: the day appears where it begins. UTC. */
export function timeTicks(splits: readonly number[], increment: number): string[] {
  let shown = '';
  return splits.map((seconds) => {
    const iso = new Date(seconds * 1000).toISOString();
    const above = increment >= DAY ? dayText(iso) : clockText(iso);
    const below = increment >= DAY ? iso.slice(0, 4) : dayText(iso);
    const isNew = below !== shown;
    shown = below;
    return isNew ? `${above}\n${below}` : above;
  });
}

/** What a decision does, in a few characters. */
export function moveText({ action, from, to }: DrawnDecision): string {
  return action === 'hold' || from === null || to === null
    ? `■ hold${from === null ? '' : ` at ${plain.format(from)}`}`
    : `${action === 'scale-out' ? '▲' : '▼'} ${plain.format(from)} → ${plain.format(to)}`;
}

function dayText(iso: string): string {
  return `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
}

function clockText(iso: string): string {
  return iso.slice(11, iso.slice(17, 19) === '00' ? 16 : 19);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
