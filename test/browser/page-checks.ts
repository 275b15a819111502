/**
 * @module Questions to a page, as scripts that run in it. They are text: the tests' compiler knows
 * no DOM.
 */
import type { Page } from 'playwright-core';

/** Pixels of a chart that have the colour of a line, or nearly. */
export async function pixelsOf(
  page: Page,
  { chart, role }: { readonly chart: string; readonly role: string },
): Promise<number> {
  return await page.evaluate<number>(`(() => {
    const canvas = document.querySelector('#${chart} canvas');
    const copy = document.createElement('canvas');
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const ctx = copy.getContext('2d', { willReadFrequently: true });
    ctx.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--${role}');
    ctx.fillRect(0, 0, 1, 1);
    const wanted = ctx.getImageData(0, 0, 1, 1).data;
    ctx.clearRect(0, 0, 1, 1);
    ctx.drawImage(canvas, 0, 0);
    const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      const isNear = [0, 1, 2].every((part) => Math.abs(data[at + part] - wanted[part]) < 24);
      count += isNear && data[at + 3] > 200 ? 1 : 0;
    }
    return count;
  })()`);
}

/** A chart as it is painted now. */
export async function paintedOf(page: Page, chart: string): Promise<string> {
  return await page.evaluate<string>(`document.querySelector('#${chart} canvas').toDataURL()`);
}

/** How far the page can be scrolled to the side, in pixels. */
export async function sidewaysOf(page: Page): Promise<number> {
  return await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}

/** Texts whose contrast with what is behind them is below 4.5, as WCAG 2.2 counts it. */
export async function faintTextsOf(page: Page): Promise<readonly string[]> {
  return await page.evaluate<readonly string[]>(`(() => {
    const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const rgba = (colour) => {
      probe.clearRect(0, 0, 1, 1);
      probe.fillStyle = colour;
      probe.fillRect(0, 0, 1, 1);
      return [...probe.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour) => colour.slice(0, 3)
      .map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const behind = (element) => {
      for (let one = element; one !== null; one = one.parentElement) {
        const colour = rgba(getComputedStyle(one).backgroundColor);
        if (colour[3] === 255) return colour;
      }
      return [255, 255, 255, 255];
    };
    const hasText = (element) => [...element.childNodes]
      .some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    return [...document.querySelectorAll('body *')]
      .filter((element) => hasText(element) && element.checkVisibility())
      .flatMap((element) => {
        const colours = [rgba(getComputedStyle(element).color), behind(element)];
        const [one, other] = colours.map(luminance);
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        return contrast >= 4.5 ? [] : [contrast.toFixed(2) + ' ' + element.textContent.trim()];
      });
  })()`);
}
