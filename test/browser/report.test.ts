import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { htmlReport } from '../../cli/report/html-report.ts';
import type { ReportDocument, ReportedDecision } from '../../cli/report/report-document.ts';
import { startBrowser } from './browser.ts';
import { faintTextsOf, paintedOf, pixelsOf, sidewaysOf } from './page-checks.ts';
import { queueReport, serviceReport, withForecast } from './runs.ts';

const EVIL = '</script><img src=x onerror="document.title = \'harmed\'">';
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

let browser: Browser;
let folder: string;
let documents: Readonly<Record<'service' | 'queue' | 'forecast' | 'hostile', ReportDocument>>;

beforeAll(async () => {
  browser = await startBrowser();
  folder = await mkdtemp(join(tmpdir(), 'tidegate-report-'));
  const [service, queue] = await Promise.all([serviceReport(), queueReport()]);
  documents = { service, queue, forecast: withForecast(service), hostile: hostile(service) };
});

afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true, force: true });
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** A report in a page of its own, with everything that it complained of or asked for. */
async function open(
  name: keyof typeof documents,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: string[]; readonly requests: string[] }> {
  const file = join(folder, `${name}.html`);
  await writeFile(file, await htmlReport(documents[name]));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => complaints.push(dialog.message()));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await page.locator('.u-over').first().waitFor();
  return { page, complaints, requests };
}

describe('the report', () => {
  it.each([
    {
      name: 'service',
      lines: ['capacity needed', 'capacity in-service', 'load load', 'capacity scale-out'],
    },
    {
      name: 'queue',
      lines: ['age age', 'age violation', 'capacity in-service', 'backlog visible', 'load load'],
    },
    { name: 'forecast', lines: ['load load', 'load forecast'] },
  ] as const)(
    'draws every line of the $name run, in light and in dark, and complains of nothing',
    async ({ name, lines }) => {
      const { page, complaints, requests } = await open(name);

      const light = await drawnOf(page, lines);
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await drawnOf(page, lines);

      expect(Object.entries({ ...light }).filter(([, pixels]) => pixels < 40)).toEqual([]);
      expect(Object.entries({ ...dark }).filter(([, pixels]) => pixels < 40)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(requests.filter((url) => !url.startsWith('file:') && url !== 'data:,')).toEqual([]);
    },
  );

  it('explains the decision under the pointer, until Escape', async () => {
    const { page } = await open('service');
    const decision = lonely(documents.service.decisions);

    await pointAt(page, decision);

    const tip = page.locator('#tip');
    for (const sentence of decision.sentences) {
      // biome-ignore lint/performance/noAwaitInLoops: one text after the other.
      expect(await tip.textContent()).toContain(sentence);
    }
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
  });

  it('explains a mark that is tapped, until something else is', async () => {
    const { page } = await open('service', PHONE);
    const decision = lonely(documents.service.decisions);
    const place = await placeOf(page, decision);

    await page.touchscreen.tap(place.x, place.y);
    const text = await page.locator('#tip').textContent();
    await page.locator('#capacity h3').tap();

    expect(text).toContain(decision.sentences[0]);
    expect(await page.locator('#tip').isVisible()).toBe(false);
  });

  it('lets keys walk the decisions, open one, and see it in the charts', async () => {
    const { page } = await open('service');
    const second = changesOf(documents.service.decisions)[1];

    await page.locator('#decisions summary').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    const opened = page.locator('#decisions details[open]');
    expect(await opened.count()).toBe(1);
    for (const sentence of second?.sentences ?? ['there is no second change']) {
      // biome-ignore lint/performance/noAwaitInLoops: one text after the other.
      expect(await opened.textContent()).toContain(sentence);
    }
    expect(await page.locator('#load .legend .time').textContent()).toMatch(/ UTC$/);
  });

  it('reaches everything that can be pressed with Tab, and shows where it is', async () => {
    const { page } = await open('service');
    const reached = new Set<string>();

    for (let press = 0; press < 20; press += 1) {
      // biome-ignore lint/performance/noAwaitInLoops: one key after the other.
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate<string>(
          'document.activeElement.id || document.activeElement.textContent',
        ),
      );
      const outline = await page.evaluate<string>(
        'getComputedStyle(document.activeElement).outlineStyle',
      );
      expect(outline).toBe('solid');
    }

    expect([...reached]).toEqual(
      expect.arrayContaining(['zoom-in', 'zoom-out', 'earlier', 'later', 'whole', 'kind', 'Load']),
    );
  });

  it('zooms all charts and the list by a drag over one, and back by a double click', async () => {
    const { page } = await open('service');
    const before = await Promise.all(['capacity', 'load'].map((chart) => paintedOf(page, chart)));
    const all = await page.locator('#count').textContent();
    const box = await boxOf(page, 'load');

    await page.mouse.move(box.x + box.width * 0.6, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 4 });
    await page.mouse.up();

    await expect
      .poll(() => page.locator('#window').textContent())
      .toMatch(/14:2\d – 4 Mar 2025 16:4\d/);
    const zoomed = await Promise.all(['capacity', 'load'].map((chart) => paintedOf(page, chart)));
    expect(zoomed.map((image, index) => image === before[index])).toEqual([false, false]);
    expect(await page.locator('#count').textContent()).not.toBe(all);

    await page.mouse.dblclick(box.x + box.width / 2, box.y + 40);
    await page.mouse.move(5, 5);

    await expect.poll(() => page.locator('#count').textContent()).toBe(all);
    await expect.poll(() => paintedOf(page, 'load')).toBe(before[1]);
  });

  it('zooms with buttons as well', async () => {
    const { page } = await open('queue', PHONE);
    const windowText = () => page.locator('#window').textContent();

    await page.getByRole('button', { name: 'Zoom in' }).tap();
    expect(await windowText()).toBe('4 Mar 2025 06:00 – 4 Mar 2025 18:00 UTC');
    await page.getByRole('button', { name: 'Later' }).tap();
    expect(await windowText()).toBe('4 Mar 2025 12:00 – 5 Mar 2025 00:00 UTC');
    await page.getByRole('button', { name: 'Whole run' }).tap();
    expect(await windowText()).toBe('4 Mar 2025 00:00 – 5 Mar 2025 00:00 UTC');
  });

  it('hides a line when its name is pressed', async () => {
    const { page } = await open('service');
    const line = { chart: 'capacity', role: 'in-service' };
    await page.getByLabel('Decisions').selectOption('hold');
    const shown = await pixelsOf(page, line);

    await page.getByRole('button', { name: 'In service' }).click();

    await expect.poll(() => pixelsOf(page, line)).toBeLessThan(shown / 10);
  });

  it('lists the kind of decisions that is asked for', async () => {
    const { page } = await open('service');
    const count = (of: (decision: ReportedDecision) => boolean) =>
      `${documents.service.decisions.filter(of).length} of `;
    const shown = () => page.locator('#count').textContent();

    expect(await shown()).toContain(count(({ action }) => action !== 'hold'));
    await page.getByLabel('Decisions').selectOption('scale-in');
    expect(await shown()).toContain(count(({ action }) => action === 'scale-in'));
    await page.getByLabel('Decisions').selectOption('all');
    expect(await shown()).toContain(count(() => true));
    const listed = page.locator('#decisions > li');
    expect(await listed.count()).toBe(25);
    await page.getByRole('button', { name: 'Show more' }).click();
    expect(await listed.count()).toBe(50);
  });

  it.each(['service', 'queue', 'forecast', 'hostile'] as const)(
    'fits a phone: %s',
    async (name) => {
      const { page, complaints } = await open(name, PHONE);

      expect(await sidewaysOf(page)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    },
  );

  it.each(['light', 'dark'] as const)('is readable in %s', async (colorScheme) => {
    const { page } = await open('service', { colorScheme });
    await page.locator('#decisions summary').first().click();
    await pointAt(page, lonely(documents.service.decisions));

    const background = await page.evaluate<string>(
      'getComputedStyle(document.body).backgroundColor',
    );

    expect(background).toBe(colorScheme === 'dark' ? 'rgb(16, 21, 28)' : 'rgb(255, 255, 255)');
    expect(await faintTextsOf(page)).toEqual([]);
  });

  it('says with roles and names what it shows', async () => {
    const { page } = await open('queue');

    const headings = await page.getByRole('heading').allTextContents();
    expect(headings).toEqual([
      'thumbnails under two peaks and a crowd',
      'Over time',
      'Age of the oldest message',
      'Capacity units',
      'Backlog messages',
      'Arrivals messages per second',
      'Against other rules',
      'Decisions',
      'Parameters',
    ]);
    expect(await page.getByRole('img', { name: 'Backlog messages' }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Every rule over the same load' }).count()).toBe(
      1,
    );
    expect(await page.getByRole('rowheader').allTextContents()).toHaveLength(4);
  });

  it('does nothing of what a target or a trace is named to do', async () => {
    const { page, complaints } = await open('hostile');
    await pointAt(page, lonely(documents.hostile.decisions));

    expect(await page.locator('#tip').textContent()).toContain(EVIL);
    expect(await page.locator('img, script').count()).toBe(2);
    expect(await page.title()).toBe(EVIL);
    expect(complaints).toEqual([]);
  });
});

describe('startBrowser', () => {
  it('fails, and says what to install, where there is no Chromium', async () => {
    await expect(startBrowser('/nowhere/chromium')).rejects.toThrow(
      'There is no Chromium at /nowhere/chromium. Install it',
    );
  });
});

/** Pixels of each "chart line", once they are painted. */
async function drawnOf(page: Page, lines: readonly string[]): Promise<Record<string, number>> {
  await page.waitForTimeout(100);
  const counts = lines.map(async (line): Promise<[string, number]> => {
    const [chart = '', role = ''] = line.split(' ');
    return [line, await pixelsOf(page, { chart, role })];
  });
  return Object.fromEntries(await Promise.all(counts));
}

function changesOf(decisions: readonly ReportedDecision[]): readonly ReportedDecision[] {
  return decisions.filter(({ action }) => action !== 'hold');
}

/** The change that is furthest from its neighbours. */
function lonely(decisions: readonly ReportedDecision[]): ReportedDecision {
  const changes = changesOf(decisions);
  const distance = (index: number) =>
    Math.min(
      ...[index - 1, index + 1].map((other) =>
        Math.abs((changes[other]?.at ?? Number.POSITIVE_INFINITY) - (changes[index]?.at ?? 0)),
      ),
    );
  const [index = 0] = [...changes.keys()].toSorted((one, other) => distance(other) - distance(one));
  const found = changes[index];
  if (found === undefined) {
    throw new Error('The run changed nothing.');
  }
  return found;
}

async function boxOf(page: Page, chart: string) {
  const plot = page.locator(`#${chart} .u-over`);
  await plot.scrollIntoViewIfNeeded();
  const box = await plot.boundingBox();
  if (box === null) {
    throw new Error(`The chart "${chart}" is not on the page.`);
  }
  return box;
}

/** Where a decision is in the chart of capacity: the run is a day long. */
async function placeOf(page: Page, { at }: ReportedDecision) {
  const box = await boxOf(page, 'capacity');
  const share = (at - Date.UTC(2025, 2, 4)) / 86_400_000;
  return { x: box.x + share * box.width, y: box.y + 20 };
}

async function pointAt(page: Page, decision: ReportedDecision): Promise<void> {
  const { x, y } = await placeOf(page, decision);
  await page.mouse.move(x, y, { steps: 2 });
  await page.locator('#tip').waitFor({ state: 'visible' });
}

/** The same run with a name that would like to be code. */
function hostile(document: ReportDocument): ReportDocument {
  return {
    ...document,
    title: EVIL,
    plan: EVIL,
    trace: EVIL,
    decisions: document.decisions.map((decision) => ({ ...decision, sentences: [EVIL] })),
    parameters: [{ name: EVIL, value: EVIL }],
    cards: [{ label: EVIL, value: EVIL }],
  };
}
