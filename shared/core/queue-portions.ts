/** @module What waits in a queue, in portions by age, and the workers that take it in time. */

/** Seconds that the messages have waited on average, and their number. */
export type Portion = readonly [age: number, messages: number];

/** Workers over time, in slots: what is in service now, and what will be. */
export interface Supply {
  readonly inService: number;
  /** With those that are starting. */
  readonly coming: number;
  /** Seconds until they work too. */
  readonly comesIn: number;
}

/** Messages that wait and are to be taken within so many seconds, all older ones included. */
export interface Deadline {
  readonly messages: number;
  readonly left: number;
}

const NOTHING: Portion = [0, 0];
/** More portions than this are not told apart: the state item stays small. */
const MOST_PORTIONS = 6;
/** A part of an objective after which a queue counts as too long where looks are rarer than it. */
const GOOD_PART = 0.25;
/** Nor are more parts of what came at once. */
const MOST_PARTS = 4;

/** Messages that came evenly over some seconds until now, oldest first, in parts of a look each. */
export function freshPortions(
  messages: number,
  length: number,
  cadence: number,
): readonly Portion[] {
  const parts = Math.max(1, Math.min(MOST_PARTS, Math.round(length / cadence)));
  if (parts === 1) {
    return [[length - Math.min(length, cadence) / 2, messages]];
  }
  const each = length / parts;
  const fresh: Portion[] = [];
  for (let part = parts; part > 0; part -= 1) {
    fresh.push([part * each - Math.min(each, cadence) / 2, messages / parts]);
  }
  return fresh;
}

/**
 * What waits after some time, oldest first, when others have come: messages are taken in their
 * order, so those that wait are the newest, and of the newest portion those that came last. Whole
 * seconds and messages: they are remembered.
 */
export function agedPortions(
  before: readonly Portion[],
  passed: number,
  fresh: readonly Portion[],
  waiting: number,
): readonly Portion[] {
  const kept: Portion[] = [];
  let rest = waiting;
  const count = before.length + fresh.length;
  for (let index = count - 1; index >= 0 && rest > 0; index -= 1) {
    const old = before[index];
    const [since, messages] = old ?? fresh[index - before.length] ?? NOTHING;
    const here = index === 0 ? rest : Math.min(rest, messages);
    const share = index === count - 1 ? Math.min(1, here / messages) : 1;
    if (here > 0) {
      const age = old === undefined ? since * share : since + passed;
      kept.push([Math.round(age), Math.ceil(here)]);
    }
    rest -= here;
  }
  return merged(kept.reverse());
}

/** The oldest as one, as old as the first of them: rather too early than too late. */
function merged(portions: readonly Portion[]): readonly Portion[] {
  const many = portions.length - MOST_PORTIONS;
  if (many <= 0) {
    return portions;
  }
  let messages = 0;
  for (let index = 0; index <= many; index += 1) {
    messages += portions[index]?.[1] ?? 0;
  }
  return [[portions[0]?.[0] ?? 0, messages], ...portions.slice(many + 1)];
}

/** When each portion is due, where messages are to wait no longer than `patience` seconds. */
export function deadlinesOf(portions: readonly Portion[], patience: number): Deadline[] {
  const deadlines: Deadline[] = [];
  let messages = 0;
  for (const [age, count] of portions) {
    messages += count;
    deadlines.push({ messages, left: Math.max(0, patience - age) });
  }
  return deadlines;
}

/** Slot-seconds that workers give within so many seconds. */
export function workWithin({ inService, coming, comesIn }: Supply, length: number): number {
  return inService * Math.min(length, comesIn) + coming * Math.max(0, length - comesIn);
}

/**
 * Messages that will have waited longer than the objective within the next seconds; those that came
 * last and have done so already count too.
 */
export function lateWithin(
  portions: readonly Portion[],
  supply: Supply,
  work: { readonly objective: number; readonly serviceTime: number },
  length: number,
): number {
  let ahead = 0;
  let late = 0;
  for (let index = 0; index < portions.length; index += 1) {
    const [age, messages] = portions[index] ?? NOTHING;
    ahead += messages;
    const left = work.objective - age;
    if (left <= length && (left > 0 || index === portions.length - 1)) {
      const untaken = ahead - workWithin(supply, Math.max(0, left)) / work.serviceTime;
      late += Math.min(messages, Math.max(0, untaken));
    }
  }
  return late;
}

/**
 * Messages that count as late where an objective is over before the next look. What was late and
 * taken between two looks is not seen at them, so all that wait at a look stand for those, as soon
 * as the units in service need a good part of the objective for them.
 */
export function lateBetweenLooks(
  portions: readonly Portion[],
  { inService }: Supply,
  work: { readonly objective: number; readonly serviceTime: number },
): number {
  let waiting = 0;
  for (const [, messages] of portions) {
    waiting += messages;
  }
  const isMany = waiting * work.serviceTime > GOOD_PART * work.objective * inService;
  return isMany ? waiting : 0;
}

/**
 * Slots to add so that every deadline is kept, where they work after `boot` seconds: for each,
 * what the present ones leave ÷ the time that the new ones have. What can no longer be in time is
 * drained within `late` seconds after the boot, with what comes until then, if the present slots
 * do not do that: it would make the new ones late too.
 */
export function slotsToAdd(
  deadlines: readonly Deadline[],
  supply: Supply,
  work: {
    readonly serviceTime: number;
    readonly boot: number;
    readonly late: number;
    /** Slots that the arrivals keep at work. */
    readonly load: number;
  },
): number {
  const { serviceTime, boot, late, load } = work;
  let most = 0;
  for (const { messages, left } of deadlines) {
    const lacking = messages * serviceTime - workWithin(supply, left);
    if (lacking <= 0) {
      continue;
    }
    const added =
      left > boot
        ? Math.min(lacking / (left - boot), Math.ceil(lacking / serviceTime))
        : (messages * serviceTime - workWithin(supply, boot + late)) / late +
          (load * (boot + late)) / late;
    most = Math.max(most, added);
  }
  return most;
}
