/**
 * @module What a runaway costs over an hourly limit: with ours, with AWS Budgets alone, with
 * nothing. Run: npx tsx bench/budget.ts
 */
import {
  awsBudgetsRunaway,
  RUNAWAY,
  type RunawayResult,
  tidegateRunaway,
  unheldRunaway,
} from '../shared/simulator/runaway.ts';

const { hourly, calmHours, stormHours, factor, billDelayHours, billEveryHours } = RUNAWAY;
console.log(
  `A limit of ${hourly} USD an hour. ${calmHours} hours of ordinary load, then ${stormHours} hours ` +
    `of ${factor} times that. A bill ${billDelayHours} hours late, looked at every ` +
    `${billEveryHours} hours, with an action that stops the fleet at its minimum.\n`,
);
console.log(
  '| held by | over the limit, USD | minutes over it | highest, USD/h | spent, USD | served |',
);
console.log('|---|---:|---:|---:|---:|---:|');
show('Tidegate, hourly hard limit', tidegateRunaway(RUNAWAY));
show(`AWS Budgets alone, ${hourly * 24} USD a day`, awsBudgetsRunaway(RUNAWAY));
show('nothing', unheldRunaway(RUNAWAY));

function show(name: string, result: RunawayResult): void {
  const { overshootUsd, overshootMinutes, highestRate, usd, servedPercent, counted } = result;
  console.log(
    `| ${name} | ${overshootUsd.toFixed(2)} | ${overshootMinutes} | ${highestRate.toFixed(2)} | ` +
      `${usd.toFixed(2)}${counted === undefined ? '' : ` (counted: ${counted.toFixed(2)})`} | ` +
      `${servedPercent.toFixed(1)} % |`,
  );
}
