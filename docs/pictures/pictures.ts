/** @module Every picture of the documentation, drawn from the plan on the page that shows it. */
import { readFileSync } from 'node:fs';
import { loadLua } from '../../shared/adapters/lua/lua-runtime.ts';
import { type Observed, observe, planOf } from './observed.ts';
import { scenes } from './scenes.ts';
import { type Picture, svgOf } from './svg.ts';

/** The folder of the pages, one for each policy. */
export const PAGES = new URL('../policies/', import.meta.url);

/** A plan as a page shows it. */
const PLAN = /```yaml\n(version: 1\n[^`]*)```/;
/** A picture as a page shows it: what it tells to those who cannot see it. */
const ALTERNATIVE = /!\[([^\]]+)\]\(\.\.\/pictures\//;

/** The text of every picture, by the name of its file. The same each time. */
export async function pictures(): Promise<ReadonlyMap<string, string>> {
  const interpreters = { lua: await loadLua() };
  return new Map(
    Object.entries(scenes).map(([type, { load, panels }]) => {
      const page = readFileSync(new URL(`${type}.md`, PAGES), 'utf8');
      const observed = observe(planOf(PLAN.exec(page)?.[1] ?? ''), load, interpreters);
      const picture: Picture = {
        title: type,
        description: ALTERNATIVE.exec(page)?.[1] ?? '',
        steps: observed.steps,
        ticks: ticksOf(observed, load.hours),
        panels: panels(observed, (plan) => observe(plan, load, interpreters)),
      };
      return [`${type}.svg`, svgOf(picture)];
    }),
  );
}

/** Half hours, hours, or every third or so: as many as there is room for. */
function ticksOf({ start, steps, stepSeconds }: Observed, hours: number): Picture['ticks'] {
  const every = hours <= 3 ? 0.5 : hours <= 6 ? 1 : hours <= 12 ? 2 : 3;
  const first = (start / 3_600_000) % 24;
  return Array.from({ length: Math.floor(hours / every) + 1 }, (_, index) => {
    const hour = Math.ceil(first / every) * every + index * every;
    const minutes = Math.round((hour % 1) * 60);
    return {
      at: ((hour - first) * 3600) / stepSeconds,
      text: `${String(Math.floor(hour) % 24).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,
    };
  }).filter(({ at }) => at <= steps);
}
