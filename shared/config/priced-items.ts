/** @module What a unit is made of, in the words of the price book. */
import type { UnitSpec } from './unit-schema.ts';

/** An item of the price book, and how much of it makes an hour of one unit. */
export interface PricedItem {
  readonly item: string;
  readonly quantity: number;
  /** As people call it. */
  readonly name: string;
  /** Where the plan states it, below `unit`. */
  readonly path: readonly string[];
}

const SECONDS_PER_HOUR = 3600;
const MB_PER_GB = 1024;

/** What an hour of one unit is made of; each instance type on its own; nothing where unsaid. */
export function pricedItems(unit: UnitSpec): readonly PricedItem[] {
  const { fargate, lambda, database } = unit;
  if (fargate !== undefined) {
    const { vCpu, memoryGb, architecture } = fargate;
    const name = `Fargate on ${architecture}`;
    const path = ['fargate'];
    return [
      { item: `fargate vcpu-hour ${architecture}`, quantity: vCpu, name, path },
      { item: `fargate gb-hour ${architecture}`, quantity: memoryGb, name, path },
    ];
  }
  if (lambda !== undefined) {
    const { memoryMb, concurrency, architecture } = lambda;
    return [
      {
        item: `lambda ${concurrency} gb-second ${architecture}`,
        quantity: (memoryMb / MB_PER_GB) * SECONDS_PER_HOUR,
        name: `${concurrency} Lambda concurrency on ${architecture}`,
        path: ['lambda'],
      },
    ];
  }
  if (database !== undefined) {
    const { class: databaseClass, engine, multiAz } = database;
    const zones = engine.startsWith('aurora') ? '' : multiAz ? ' multi-az' : ' single-az';
    return [
      {
        item: `rds ${databaseClass} ${engine}${zones}`,
        quantity: 1,
        name: `${databaseClass} ${engine}${zones}`,
        path: ['database', 'class'],
      },
    ];
  }
  return weightedTypes(unit).map(({ type, weight, path }) => ({
    item: `ec2 ${type}`,
    quantity: 1 / weight,
    name: type,
    path,
  }));
}

/** An instance type, and how many units it counts. */
export interface WeightedType {
  readonly type: string;
  readonly weight: number;
  readonly path: readonly string[];
}

/** The instance types of a unit, in their order of priority. */
export function weightedTypes({ instanceType, instanceTypes }: UnitSpec): readonly WeightedType[] {
  return [
    ...(instanceType === undefined
      ? []
      : [{ type: instanceType, weight: 1, path: ['instanceType'] }]),
    ...Object.entries(instanceTypes ?? {}).map(([type, weight]) => ({
      type,
      weight,
      path: ['instanceTypes', type],
    })),
  ];
}
