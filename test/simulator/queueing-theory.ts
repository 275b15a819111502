/** @module Exact waiting times of textbook queues, to hold the simulated ones against. */

/** A queue with Poisson arrivals and a fixed number of servers. */
export interface TextbookQueue {
  readonly arrivalsPerSecond: number;
  readonly serviceSeconds: number;
  readonly servers: number;
}

/** Mean wait of M/M/c. Source: A. K. Erlang, 1917 ("Erlang C"). */
export function meanWaitExponential(queue: TextbookQueue): number {
  const { arrivalsPerSecond, serviceSeconds, servers } = queue;
  const load = arrivalsPerSecond * serviceSeconds;
  let term = 1;
  let below = 0;
  for (let count = 0; count < servers; count += 1) {
    below += term;
    term *= load / (count + 1);
  }
  const waiting = (term * servers) / (servers - load);
  return ((waiting / (below + waiting)) * serviceSeconds) / (servers - load);
}

/**
 * Mean wait of M/D/c: the number present one service time later is what c servers leave, plus a
 * Poisson number of arrivals; iterated until it stays. Source: C. D. Crommelin, 1932.
 */
export function meanWaitDeterministic(queue: TextbookQueue): number {
  const { arrivalsPerSecond, serviceSeconds, servers } = queue;
  const load = arrivalsPerSecond * serviceSeconds;
  const most = servers * 40;
  const arrivals: number[] = [Math.exp(-load)];
  for (let count = 1; count < most; count += 1) {
    arrivals.push(((arrivals[count - 1] ?? 0) * load) / count);
  }
  let present = arrivals.slice();
  for (let round = 0; round < 400; round += 1) {
    const next = new Array<number>(most).fill(0);
    present.forEach((chance, count) => {
      const left = Math.max(0, count - servers);
      for (let come = 0; left + come < most; come += 1) {
        next[left + come] = (next[left + come] ?? 0) + chance * (arrivals[come] ?? 0);
      }
    });
    present = next;
  }
  const waiting = present.reduce(
    (sum, chance, count) => sum + chance * Math.max(0, count - servers),
    0,
  );
  return waiting / arrivalsPerSecond;
}
