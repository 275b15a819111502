/** @module What a unit of every target costs and where that is known from; and to renew it. */
import { rename, writeFile } from 'node:fs/promises';
import { systemClock } from '../../shared/adapters/system-clock.ts';
import { deployedPlan } from '../../shared/config/deployed-plan.ts';
import { pricesFileOf, pricesText } from '../../shared/config/price-file.ts';
import { meanPerHour, spotPools } from '../../shared/core/money/unit-cost.ts';
import type { ScalingPlan } from '../../shared/core/plan.ts';
import { type CommandContext, defineCommand, ExitCode, UsageError } from '../command.ts';
import { type NeededPrices, neededPrices, writtenUnits } from '../prices/needed-prices.ts';
import { refreshPrices } from '../prices/refresh-prices.ts';
import { table } from '../table.ts';
import { readText } from '../text-file.ts';

export const prices = defineCommand({
  name: 'prices',
  summary: 'show what units cost; "prices refresh" renews it from AWS',
  configure: (command) =>
    command.argument('[refresh]', 'ask AWS for the prices of what the plan uses'),

  async run({ args: [verb], options }, context) {
    if (verb === 'refresh') {
      return refresh(options.plan, context);
    }
    if (verb !== undefined) {
      throw new UsageError(`There is no "prices ${verb}", only "prices refresh".`);
    }
    const plans = await deployedPlan(options.plan);
    context.print(
      options.json
        ? JSON.stringify(plans.map(figures), null, 2)
        : table(['target', 'USD per unit-hour', 'mean at most units', 'from'], plans.map(row)),
    );
    return ExitCode.done;
  },
});

function figures({ id, unit, capacity: { min, max } }: ScalingPlan) {
  return {
    target: id,
    perHour: unit.perHour ?? null,
    meanAtMinimum: meanPerHour(unit, min) ?? null,
    meanAtMaximum: meanPerHour(unit, max) ?? null,
    spotPools: spotPools(unit) ?? null,
    from: unit.priceFrom ?? (unit.perHour === undefined ? null : 'the plan'),
  };
}

function row(plan: ScalingPlan): readonly string[] {
  const { target, perHour, meanAtMaximum, from } = figures(plan);
  return [target, usd(perHour), usd(meanAtMaximum), from ?? 'unknown'];
}

function usd(price: number | null): string {
  return price === null ? '-' : String(Number(price.toPrecision(4)));
}

/** Writes the file anew, for exactly what the plan uses; a price that AWS lacks is told. */
async function refresh(planFile: string, { print, complain }: CommandContext): Promise<ExitCode> {
  const needed = neededPrices(await writtenUnits(await readText(planFile, { what: 'plan' })));
  if (needed.length === 0) {
    print('The plan states every price itself: there is nothing to look up.');
    return ExitCode.done;
  }
  const refreshed = await askAws(needed);
  const tables = refreshed
    .map((each) => each.table)
    .filter((each) => Object.keys(each.usd).length > 0);
  const file = pricesFileOf(planFile);
  if (tables.length > 0) {
    await writeFile(`${file}.new`, pricesText(tables));
    await rename(`${file}.new`, file);
    const rows = tables.flatMap((each) =>
      Object.entries(each.usd).map(([item, price]) => [each.region, item, String(price)]),
    );
    print(table(['region', 'price of', 'USD'], rows));
    print(`Written to ${file}. Package and deploy again to use it.`);
  }
  const lacking = refreshed.flatMap((each) => each.lacking);
  lacking.forEach(complain);
  return lacking.length === 0 ? ExitCode.done : ExitCode.failed;
}

/** The clients are loaded here only: no other command, and no Lambda, needs them. */
async function askAws(needed: readonly NeededPrices[]) {
  const [{ pricing }, { ec2Spot }] = await Promise.all([
    import('../../shared/adapters/aws/pricing.ts'),
    import('../../shared/adapters/aws/ec2-spot.ts'),
  ]);
  const priceList = pricing();
  return Promise.all(
    needed.map((each) =>
      refreshPrices(
        each,
        { priceList, spotOf: (region) => ec2Spot({ region }) },
        systemClock.now(),
      ),
    ),
  );
}
