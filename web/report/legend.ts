/** @module The lines of a chart by name, each a switch, with its value under the pointer. */
import type uPlot from 'uplot';
import type { Chart } from './drawing.ts';
import { made } from './elements.ts';
import { durationText, timeText, valueText } from './figures.ts';

export interface Legend {
  /** Shows the values of a point; none without one. */
  showAt(point: number | undefined, values: uPlot.AlignedData): void;
}

/** Fills a list with the chart's lines. */
export function legend(
  list: HTMLElement,
  { lines, quantity, objective }: Chart,
  show: (line: number, isShown: boolean) => void,
): Legend {
  const time = made('li', 'time');
  const values = lines.map(({ label, role }, line) => {
    const value = made('span', 'value');
    const button = made('button', '', made('span', `swatch ${role}`), label, value);
    button.type = 'button';
    button.setAttribute('aria-pressed', 'true');
    button.addEventListener('click', () => {
      const isShown = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(isShown));
      show(line, isShown);
    });
    list.append(made('li', '', button));
    return value;
  });
  if (objective !== null) {
    const text = `Objective ${durationText(objective)}`;
    list.append(made('li', 'fixed', made('span', 'swatch objective'), text));
  }
  list.append(time);

  return {
    showAt(point, data) {
      const at = point === undefined ? undefined : data[0]?.[point];
      time.textContent = at === undefined || at === null ? '' : `${timeText(at)} UTC`;
      values.forEach((element, line) => {
        const value = point === undefined ? undefined : data[line + 1]?.[point];
        element.textContent = at === undefined ? '' : valueText(value, quantity);
      });
    },
  };
}
