/** @module Messages waiting in the order of their arrival, those of one step together. */

/** First come, first served, without an object per message. */
export interface MessageLine {
  /** Messages in it. */
  count(): number;
  /** The step in which the first of them came; -1 when it is empty. */
  firstStep(): number;
  add(step: number, messages: number): void;
  /** Takes up to this many of the first step that has some; returns how many. */
  takeFirst(most: number): number;
}

/** An empty line. */
export function messageLine(): MessageLine {
  let size = 1024;
  let steps = new Int32Array(size);
  let counts = new Int32Array(size);
  let head = 0;
  let used = 0;
  let total = 0;

  function grow(): void {
    const [largerSteps, largerCounts] = [new Int32Array(2 * size), new Int32Array(2 * size)];
    for (let index = 0; index < used; index += 1) {
      const from = (head + index) & (size - 1);
      largerSteps[index] = steps[from] ?? 0;
      largerCounts[index] = counts[from] ?? 0;
    }
    steps = largerSteps;
    counts = largerCounts;
    head = 0;
    size *= 2;
  }

  return {
    count: () => total,
    firstStep: () => (used === 0 ? -1 : (steps[head] ?? -1)),
    add(step, messages) {
      if (used === size) {
        grow();
      }
      const place = (head + used) & (size - 1);
      steps[place] = step;
      counts[place] = messages;
      used += 1;
      total += messages;
    },
    takeFirst(most) {
      const there = counts[head] ?? 0;
      if (most >= there) {
        head = (head + 1) & (size - 1);
        used -= 1;
        total -= there;
        return there;
      }
      counts[head] = there - most;
      total -= most;
      return most;
    },
  };
}
