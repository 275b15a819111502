import { describe, expect, test } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import { StoreUnavailableError } from '../../shared/ports/state-store.ts';
import { terminal } from '../support/terminal.ts';

describe('the command line', () => {
  test('without a verb shows what there is, and is not right', async () => {
    const { tidegate, complained } = terminal();

    const code = await tidegate();

    expect(code).toBe(2);
    for (const { name, summary } of commands) {
      expect(complained.join('\n')).toContain(`  ${name} `);
      expect(complained.join(' ').replaceAll(/\s+/g, ' ')).toContain(summary);
    }
  });

  test('--help tells the exit codes and where AWS is found', async () => {
    const { tidegate, printed } = terminal();

    const code = await tidegate('--help');

    expect(code).toBe(0);
    expect(printed.join('\n')).toMatch(/Exit codes:\n {2}0 {2}done\n {2}1 .*\n {2}2 /);
    expect(printed.join('\n')).toContain('AWS_ENDPOINT_URL');
  });

  test.each(commands)('$name --help explains itself', async ({ name }) => {
    const { tidegate, printed } = terminal();

    const code = await tidegate(name, '--help');

    expect(code).toBe(0);
    expect(printed.join('\n')).toContain(`Usage: tidegate ${name}`);
    expect(printed.join('\n')).not.toContain('(default: false)');
  });

  test('commands are named in alphabetical order', () => {
    const names = commands.map(({ name }) => name);

    expect(names).toEqual(names.toSorted());
  });

  test.each([
    { words: ['frobnicate'], message: "unknown command 'frobnicate'" },
    { words: ['--frob'], message: "unknown option '--frob'" },
    { words: ['plan', '--bogus'], message: "unknown option '--bogus'" },
    { words: ['pause'], message: "required option '--for <duration>' not specified" },
    { words: ['override', '--for', '1h'], message: "required option '--capacity <units>'" },
    { words: ['pause', '--for'], message: "option '--for <duration>' argument missing" },
    { words: ['pause', '--for', '30'], message: '--for needs a duration with its unit' },
    { words: ['pause', '--for', '0s'], message: '--for needs a duration with its unit' },
    { words: ['pause', '--for', '8d'], message: '--for needs a duration of at most 7d' },
    {
      words: ['pause', '--for', '1h', '--direction', 'up'],
      message: 'Allowed choices are both, scale-in, scale-out',
    },
    {
      words: ['pause', '--for', '1h', '--note', 'x'.repeat(201)],
      message: '--note needs a text of at most 200 characters',
    },
    {
      words: ['override', '--for', '1h', '--capacity', 'many'],
      message: '--capacity needs a whole number of units, 0 or more',
    },
    {
      words: ['override', '--for', '1h', '--capacity', '-1'],
      message: '--capacity needs a whole number of units, 0 or more',
    },
    {
      words: ['override', '--for', '1h', '--capacity', '1.5'],
      message: '--capacity needs a whole number of units, 0 or more',
    },
    {
      words: ['status', '--activities', 'all'],
      message: '--activities needs a whole number from 0 to 100',
    },
    {
      words: ['status', '--activities', '101'],
      message: '--activities needs a whole number from 0 to 100',
    },
    { words: ['start', '--minutes', '0'], message: '--minutes needs a number larger than 0' },
    { words: ['start', '--minutes', 'ten'], message: '--minutes needs a number larger than 0' },
    { words: ['start', '--speed', '-1'], message: '--speed needs a number larger than 0' },
    { words: ['start', '--seed', '1.5'], message: '--seed needs a whole number' },
    { words: ['explain', 'wbe'], message: 'The plan has no target "wbe". It has: checkout-web, ' },
    { words: ['plan', '--plan', 'nowhere.yml'], message: 'There is no plan at "nowhere.yml"' },
    { words: ['lint', 'nowhere.yml'], message: 'There is no plan at "nowhere.yml"' },
    { words: ['start', '--plan', 'nowhere.yml'], message: 'There is no plan at "nowhere.yml"' },
  ])('$words is not right: exit code 2, and what is needed', async ({ words, message }) => {
    const { tidegate, printed, complained } = terminal();

    const code = await tidegate(...words);

    expect(code).toBe(2);
    expect(complained.join('\n')).toContain(message);
    expect(complained.join('\n')).not.toMatch(/Rejected an event|Error:|\bat .*\.ts/);
    expect(printed).toEqual([]);
  });

  test('without a region it says what to export, and nothing was done', async () => {
    const failure = new StoreUnavailableError('load states', new Error('Region is missing'));
    const { tidegate, complained } = terminal({ failure });

    const code = await tidegate('status');

    expect(code).toBe(2);
    expect(complained).toEqual([failure.message, expect.stringContaining('export AWS_REGION=')]);
  });
});
