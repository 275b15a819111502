import { describe, expect, test } from 'vitest';
import { nearest } from '../../shared/config/nearest.ts';

describe('the word that somebody probably meant', () => {
  test.each([
    { written: 'polices', words: ['policies', 'sources'], meant: 'policies' },
    { written: 'tolerence', words: ['tolerance', 'missing'], meant: 'tolerance' },
    { written: 'CPU', words: ['cpu', 'latency'], meant: 'cpu' },
    { written: 'cpus', words: ['load', 'cpu'], meant: 'cpu' },
    { written: 'colour', words: ['type', 'name'], meant: undefined },
    { written: 'min', words: [], meant: undefined },
    { written: '', words: ['min'], meant: undefined },
    { written: 'shpo', words: ['shop', 'batch'], meant: 'shop' },
    { written: 'minimum', words: ['min', 'max'], meant: 'min' },
    {
      written: 'cloudwatch',
      words: ['cloudwatch-metric', 'sqs-queue'],
      meant: 'cloudwatch-metric',
    },
    {
      written: 'ResponseTime',
      words: ['RequestCount', 'TargetResponseTime'],
      meant: 'TargetResponseTime',
    },
    { written: 'asg', words: ['auto-scaling-group', 'ecs-service'], meant: 'auto-scaling-group' },
    { written: 'lambda', words: ['lambda-one', 'lambda-other'], meant: undefined },
    { written: 'at', words: ['attribute'], meant: undefined },
  ])('$written among $words is $meant', ({ written, words, meant }) => {
    expect(nearest(written, words)).toBe(meant);
  });
});
