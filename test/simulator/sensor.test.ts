import { describe, expect, it } from 'vitest';
import { seconds } from '../../shared/core/units.ts';
import {
  PROMPT_SENSOR,
  type Sensor,
  type SensorSettings,
  sensor,
} from '../../shared/simulator/sensor.ts';
import { START } from '../support/builders.ts';
import { minute } from './worlds.ts';

function published(settings: Partial<SensorSettings>, values: readonly number[]): Sensor {
  const made = sensor({ ...PROMPT_SENSOR, ...settings }, { start: START, seed: 1, name: 'cpu' });
  values.forEach((value, index) => {
    made.publish(minute(index + 1), value);
  });
  return made;
}

describe('a sensor', () => {
  it('shows the newest value, told as of the end of its period', () => {
    const cpu = published({}, [10, 20, 30]);

    expect(cpu.newest(minute(3), minute(3))).toEqual({ at: minute(3), value: 30 });
    expect(cpu.newest(minute(3), minute(2))).toEqual({ at: minute(2), value: 20 });
  });

  it('shows nothing before the first period is over', () => {
    expect(published({}, []).newest(START, START)).toBeUndefined();
  });

  it('shows a value only after the delay', () => {
    const cpu = published({ delay: seconds(90) }, [10, 20, 30]);

    expect(cpu.newest(minute(2), minute(2))).toBeUndefined();
    expect(cpu.newest(minute(3), minute(3))).toEqual({ at: minute(1), value: 10 });
  });

  it('passes over periods without a value', () => {
    const cpu = published({}, [10, Number.NaN, Number.NaN]);

    expect(cpu.newest(minute(3), minute(3))).toEqual({ at: minute(1), value: 10 });
  });

  it('loses the share of values that are gaps', () => {
    const cpu = published({ gaps: 0.25, retention: seconds(600_000) }, new Array(10_000).fill(1));

    const shown = cpu.between({ from: START, to: minute(10_000) }, minute(10_000));

    expect(shown.length / 10_000).toBeCloseTo(0.75, 1);
  });

  it('shows late values late, and fills them in', () => {
    const cpu = published({ late: 1, lateBy: seconds(120) }, [10, 20, 30]);

    expect(cpu.newest(minute(3), minute(3))).toEqual({ at: minute(1), value: 10 });
    expect(cpu.newest(minute(5), minute(5))).toEqual({ at: minute(3), value: 30 });
  });

  it('keeps values as long as the retention, and no longer', () => {
    const cpu = published({ retention: seconds(300) }, [1, 2, 3, 4, 5, 6, 7]);

    const shown = cpu.between({ from: START, to: minute(7) }, minute(7));

    expect(shown.map(({ value }) => value)).toEqual([3, 4, 5, 6, 7]);
  });

  it('shows a span without its start and with its end', () => {
    const cpu = published({}, [1, 2, 3, 4]);

    const shown = cpu.between({ from: minute(1), to: minute(3) }, minute(4));

    expect(shown.map(({ value }) => value)).toEqual([2, 3]);
  });
});
