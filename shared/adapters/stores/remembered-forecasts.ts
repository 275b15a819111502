/** @module Forecasts that a warm Lambda need not ask for again: they change once an hour. */
import { elapsed, type Instant, type Seconds, seconds } from '../../core/units.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ForecastStore, TargetForecasts } from '../../ports/forecast-store.ts';

/** A forecast is good for hours: minutes late is no loss. */
const STANDARD_LENGTH = seconds(600);

interface Remembered {
  readonly forecasts: TargetForecasts;
  readonly at: Instant;
}

/**
 * A store that asks the one within for each target only every so often, ten minutes unless told.
 * What it remembers may be lost at any time; it holds one entry per target.
 */
export function rememberedForecasts(
  within: ForecastStore,
  { clock, length = STANDARD_LENGTH }: { readonly clock: Clock; readonly length?: Seconds },
): ForecastStore {
  const remembered = new Map<string, Remembered>();
  return {
    async load(targets) {
      const now = clock.now();
      const isKnown = (target: string): boolean => {
        const { at } = remembered.get(target) ?? {};
        return at !== undefined && at <= now && elapsed({ from: at, to: now }) < length;
      };
      const asked = [...new Set(targets)].filter((target) => !isKnown(target));
      const answers = asked.length === 0 ? [] : await within.load(asked);
      for (const [index, target] of asked.entries()) {
        remembered.set(target, { forecasts: answers[index] ?? {}, at: now });
      }
      return targets.map((target) => remembered.get(target)?.forecasts ?? {});
    },

    async save(target, forecasts) {
      remembered.delete(target);
      return within.save(target, forecasts);
    },
  };
}
