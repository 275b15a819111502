import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pictures } from '../../docs/pictures/pictures.ts';

const FOLDER = new URL('../../docs/pictures/', import.meta.url);
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.svg'));
const drawn = await pictures();

/** GitHub shows them while a page loads. */
const LARGEST_BYTES = 40_000;

describe('the pictures are fresh: npm run docs draws them', () => {
  test('every one, and no other', () => {
    expect(files.sort()).toEqual([...drawn.keys()].sort());
  });

  test.each(files)('%s', (file) => {
    const written = readFileSync(new URL(file, FOLDER), 'utf8');

    // Not shown as a difference of a thousand points.
    expect(written === drawn.get(file), `${file} is of yesterday`).toBe(true);
    expect(written.length).toBeLessThan(LARGEST_BYTES);
  });

  test('the same plan and load come to the same picture', async () => {
    const again = await pictures();

    expect(again).toEqual(drawn);
  });
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(new URL(file, FOLDER), 'utf8');

  test('has labelled axes, a legend, and words for those who cannot see it', () => {
    expect(text).toContain('Capacity, units');
    expect(text).toContain('>in service</text>');
    expect(text).toMatch(/>\d\d:[03]0<\/text>/);
    expect(text).toMatch(/<desc>[^<]{40,}<\/desc>/);
  });

  test('has colours for light and for dark, and no number that is none', () => {
    expect(text).toContain('prefers-color-scheme:dark');
    expect(text).not.toMatch(/NaN|Infinity|undefined/);
  });
});
