import { describe, expect, test } from 'vitest';
import { hourlyForecasts } from '../../../cli/forecast/hourly-forecasts.ts';
import { at } from '../../support/builders.ts';

/** Forecasts under way, which the test ends. */
interface Making {
  readonly finish: () => void;
  readonly fail: (error: Error) => void;
}

/** What makes forecasts is counted. */
function counted() {
  const complained: string[] = [];
  const makings: Making[] = [];
  const forecasts = hourlyForecasts(
    () =>
      new Promise<void>((finish, fail) => {
        makings.push({ finish, fail });
      }),
    (line) => complained.push(line),
  );
  return { forecasts, makings, complained };
}

describe('forecasts outside Lambda', () => {
  test.each([
    { second: 10, times: 1 },
    { second: 3599, times: 1 },
    { second: 3600, times: 2 },
  ])('are made at once, and after $second s were made $times times', async ({ second, times }) => {
    const { forecasts, makings } = counted();
    forecasts.turn(at(0));
    makings[0]?.finish();
    await forecasts.end();

    forecasts.turn(at(second));

    expect(makings).toHaveLength(times);
  });

  test('are not begun while the last ones are under way', async () => {
    const { forecasts, makings } = counted();
    forecasts.turn(at(0));

    forecasts.turn(at(7200));

    expect(makings).toHaveLength(1);
  });

  test('that fail are complained of, and made again an hour later', async () => {
    const { forecasts, makings, complained } = counted();
    forecasts.turn(at(0));
    makings[0]?.fail(new Error('CloudWatch is throttled'));
    await forecasts.end();

    forecasts.turn(at(3600));

    expect(complained).toEqual(['CloudWatch is throttled']);
    expect(makings).toHaveLength(2);
  });

  test('end with what is under way', async () => {
    const { forecasts, makings } = counted();
    forecasts.turn(at(0));
    let isOver = false;
    const ending = forecasts.end().then(() => {
      isOver = true;
    });

    await Promise.resolve();
    expect(isOver).toBe(false);
    makings[0]?.finish();
    await ending;

    expect(isOver).toBe(true);
  });
});
