import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learned, linearModel, predicted } from '../../../shared/core/forecast/least-squares.ts';

const SURE = { memory: 1, weight: 1 };

describe('a linear model', () => {
  it('finds the weights that made its examples', () => {
    const truth = [2, -1, 0.5];
    let model = linearModel([0, 0, 0], 1000);

    for (let step = 0; step < 200; step += 1) {
      const features = [Math.sin(step), Math.cos(step * 1.7), Math.sin(step * 0.3)];
      const value = features.reduce((sum, each, index) => sum + each * (truth[index] ?? 0), 0);
      model = learned(model, features, value, SURE);
    }

    model.weights.forEach((weight, index) => {
      expect(weight).toBeCloseTo(truth[index] ?? 0, 3);
    });
  });

  it('follows a change the faster, the less it remembers', () => {
    const followed = (memory: number) => {
      let model = linearModel([1], 1);
      for (let step = 0; step < 50; step += 1) {
        model = learned(model, [1], step < 25 ? 1 : 3, { memory, weight: 1 });
      }
      return predicted(model, [1]);
    };

    expect(followed(0.8)).toBeGreaterThan(followed(0.99));
    expect(followed(0.8)).toBeGreaterThan(2.9);
  });

  it('stays finite whatever it is shown', () => {
    const example = fc.tuple(
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 3, maxLength: 3 }),
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
    );
    fc.assert(
      fc.property(fc.array(example, { maxLength: 40 }), (examples) => {
        let model = linearModel([1, 0, 0], 1);

        for (const [features, value] of examples) {
          model = learned(model, features, value, { memory: 0.9999, weight: 1 });
        }

        expect([...model.weights, ...model.covariance].every(Number.isFinite)).toBe(true);
      }),
    );
  });
});
