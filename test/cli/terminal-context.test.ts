import { afterEach, describe, expect, test } from 'vitest';
import { terminalContext } from '../../cli/main.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const before = new Map(SIGNALS.map((name) => [name, process.listeners(name)]));
const ours = () =>
  SIGNALS.flatMap((name) =>
    process.listeners(name).filter((each) => !before.get(name)?.includes(each)),
  );

afterEach(() => {
  for (const name of SIGNALS) {
    for (const listener of ours()) {
      process.removeListener(name, listener);
    }
  }
});

describe('a signal', () => {
  test('ends a command that does not ask for it, as it ends every process', () => {
    terminalContext();

    expect(ours()).toEqual([]);
  });

  test('is told to a command that asks for it', () => {
    const { signal } = terminalContext();

    expect(signal.aborted).toBe(false);
    expect(ours()).toHaveLength(SIGNALS.length);
  });
});
