/**
 * @module How long a month and a year of minutes take, decide() included, and whether memory stays
 * flat. Run: npx tsx bench/simulate.ts
 */
import { capacity, instant, seconds } from '../shared/core/units.ts';
import { scoreCase } from '../shared/simulator/case.ts';
import { ours } from '../shared/simulator/ours.ts';
import { diurnal } from '../shared/simulator/workloads/diurnal.ts';

const QUEUE = { objective: seconds(60), serviceTime: seconds(2), concurrency: 1 };

for (const rule of ours) {
  const isQueue = rule.worksOn.includes('queue');
  for (const days of [30, 365]) {
    const { load } = diurnal.generate({
      seed: 1,
      start: instant(Date.UTC(2026, 0, 5)),
      length: seconds(days * 86_400),
      step: seconds(60),
      peak: isQueue ? 5 : 400,
    });
    const settings = {
      load,
      unitsAtP95: 20,
      startUp: seconds(180),
      startUpJitter: 0.1,
      seed: 1,
      queue: isQueue ? QUEUE : undefined,
    };
    const started = process.cpuUsage();
    scoreCase(settings, (task) =>
      rule.ordinary.controller({ ...task, bounds: { min: capacity(1), max: capacity(500) } }),
    );
    const { user, system } = process.cpuUsage(started);
    const megabytes = Math.round(process.memoryUsage().heapUsed / 1e6);
    console.log(
      `${rule.name}, ${days} days: ${((user + system) / 1e6).toFixed(2)} s of processor time, ` +
        `${megabytes} MB of heap afterwards`,
    );
  }
}
