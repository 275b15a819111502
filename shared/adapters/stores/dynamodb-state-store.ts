/** @module States in DynamoDB: one item per target, every write conditional on its version. */
import { initialState, stateSchema } from '../../core/state.ts';
import type { StateStore } from '../../ports/state-store.ts';
import { parseItem, storeCall, type Table, targetPartition } from './stored-item.ts';

const SORT_KEY = 'state';

/**
 * States in one table, read consistently. A write whose answer was lost may be reported as a
 * conflict although it was made: its intent is found and settled by the next evaluation.
 * `load` throws an UnreadableItemError where a stored state cannot be parsed.
 */
export function dynamoDbStateStore({ dynamoDb, table }: Table): StateStore {
  return {
    async load(targets) {
      const keys = targets.map((target) => ({ pk: targetPartition(target), sk: SORT_KEY }));
      const items = await storeCall('load states', () => dynamoDb.batchGet(table, keys));
      const byPartition = new Map(items.map((item) => [item['pk'], item]));
      return keys.map(({ pk }) => {
        const item = byPartition.get(pk);
        return item === undefined ? initialState : parseItem(stateSchema, item);
      });
    },

    async save(target, state) {
      const saved = { ...state, version: state.version + 1 };
      const written = await storeCall(`save the state of ${target}`, () =>
        dynamoDb.put(
          table,
          { ...saved, pk: targetPartition(target), sk: SORT_KEY },
          state.version === 0 ? { absent: true } : { attribute: 'version', equals: state.version },
        ),
      );
      return written === 'written' ? { status: 'saved', state: saved } : { status: 'conflict' };
    },
  };
}
