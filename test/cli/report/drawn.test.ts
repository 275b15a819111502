import { describe, expect, it } from 'vitest';
import { drawn } from '../../../cli/report/drawn.ts';
import { instant, later, seconds } from '../../../shared/core/units.ts';
import { START } from '../../support/builders.ts';
import { aDecision, aQueue, aService } from './documents.ts';

describe('drawn', () => {
  it('draws capacity and load of a service', () => {
    const { charts } = drawn(aService(), []);

    expect(linesOf(charts)).toEqual({
      capacity: ['Needed', 'Desired', 'In service'],
      load: ['Load'],
    });
    expect(charts.map(({ marksDecisions }) => marksDecisions)).toEqual([true, false]);
  });

  it('draws the forecast as a band behind the load', () => {
    const forecast = { lower: [8, 9, 9], middle: [10, 11, 12], upper: [12, 13, 14] };

    const load = drawn(aService({ forecast }), []).charts.at(-1);

    expect(load?.lines.map(({ values }) => values)).toEqual([
      [12, 13, 14],
      [8, 9, 9],
      [10, 11, 12],
      [10, 20, 30],
    ]);
    expect(load?.band).toEqual({ upper: 0, lower: 1 });
  });

  it('draws age with its objective, capacity, backlog and arrivals of a queue', () => {
    const { charts } = drawn(aQueue(), []);

    expect(linesOf(charts)).toEqual({
      age: ['Age of oldest'],
      capacity: ['Desired', 'In service'],
      backlog: ['Visible', 'In flight'],
      load: ['Arrivals'],
    });
    expect(charts[0]).toMatchObject({ objective: 180, quantity: 'duration' });
  });

  it('counts time in seconds: violations from the start, the rest since 1970', () => {
    const minute = (count: number) => later(START, seconds(60 * count));
    const violations = [{ from: minute(1), to: minute(2) }];

    const drawing = drawn(aService({ violations, scoredFrom: minute(1) }), [aDecision(2)]);

    expect(drawing).toMatchObject({
      start: START / 1000,
      end: START / 1000 + 180,
      step: 60,
      points: 3,
      scoredFrom: START / 1000 + 60,
      violations: [[60, 120]],
      decisions: [{ at: START / 1000 + 120 }],
    });
  });

  it('joins the nearest violations where there are too many', () => {
    const second = (count: number) => instant(START + count * 1000);
    const far = Array.from({ length: 30_000 }, (_, index) => ({
      from: second(index * 100),
      to: second(index * 100 + 10),
    }));
    const near = { from: second(12), to: second(20) };

    const { violations } = drawn(
      aService({ violations: [...far.slice(0, 1), near, ...far.slice(1)] }),
      [],
    );

    expect(violations).toHaveLength(30_000);
    expect(violations.slice(0, 2)).toEqual([
      [0, 20],
      [100, 110],
    ]);
  });
});

function linesOf(charts: ReturnType<typeof drawn>['charts']) {
  return Object.fromEntries(charts.map(({ id, lines }) => [id, lines.map(({ label }) => label)]));
}
