/** @module How money is shared: minimums first, then by priority, then fairly. */
import { type BudgetMember, rateOf } from './budget.ts';

/**
 * USD per hour for each member. First every minimum, then what each wants above it; in both rounds
 * more important members before others, and equals by max-min fairness: nobody gets more than it
 * wants while an equal gets less than that.
 */
export function shares(
  rate: number,
  members: readonly BudgetMember[],
  wantedBy: (member: BudgetMember) => number,
): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  let left = Math.max(0, rate);
  const floorOf = ({ min, unit }: BudgetMember) => rateOf(unit, min);
  const aboveFloor = (member: BudgetMember) => Math.max(0, wantedBy(member) - floorOf(member));
  const priorities = [...new Set(members.map(({ priority }) => priority))].sort(
    (one, other) => one - other,
  );
  for (const demandOf of [floorOf, aboveFloor]) {
    for (const priority of priorities) {
      const equals = members
        .filter((member) => member.priority === priority)
        .map((member) => ({ id: member.id, demand: demandOf(member) }));
      left -= pour(left, equals, given);
    }
  }
  return given;
}

/** Fills equals to the same level, each up to its demand; the smallest demand is full first. */
function pour(
  money: number,
  equals: readonly { readonly id: string; readonly demand: number }[],
  given: Map<string, number>,
): number {
  let left = money;
  const ascending = equals.toSorted((one, other) => one.demand - other.demand);
  ascending.forEach(({ id, demand }, index) => {
    const part = Math.min(demand, left / (ascending.length - index));
    given.set(id, (given.get(id) ?? 0) + part);
    left -= part;
  });
  return money - left;
}
