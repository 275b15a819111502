import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../cli/report/html-report.ts';
import type { ReportDocument } from '../../../cli/report/report-document.ts';
import { instant, seconds } from '../../../shared/core/units.ts';
import { START } from '../../support/builders.ts';
import { aDecision, aDocument, aQueue, aRule, aService } from './documents.ts';

const EVIL = `</script><img src=x onerror="alert('1')">&`;
const FULL: ReportDocument = aDocument({
  cards: [{ label: 'Cost', value: '9.03 USD', note: 'of a day', verdict: 'met' }],
  timeline: aService(),
  decisions: [aDecision(1)],
  comparison: {
    objectiveLabel: 'Time short, %',
    longestLabel: 'Longest violation, min',
    rows: [aRule({ name: 'web', isOurs: true }), aRule({ meetsObjective: false, usd: 1234.5 })],
  },
  tables: [
    {
      caption: 'Cost at equal SLO',
      columns: [
        { heading: 'Trace', isNumeric: false },
        { heading: 'USD', isNumeric: true },
      ],
      rows: [{ cells: ['ramp', '1,234'], isOurs: false }],
    },
  ],
  parameters: [{ name: 'Evaluated every', value: '1 min' }],
});

describe('htmlReport', () => {
  it('names nothing outside the file', async () => {
    const html = await htmlReport(FULL);

    const addresses = html.match(/[a-z]+:\/\/[^\s"'`)]+/g) ?? [];
    expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    expect(html.match(/(?:src|href)="(?!data:)/g)).toBeNull();
    expect(html).not.toMatch(/@import|url\((?!data:)/);
  });

  it('allows its own script and styles by their hashes, and nothing else', async () => {
    const html = await htmlReport(FULL);

    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';
    const styles = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `script-src '${hashOf(script)}'`,
      `style-src '${hashOf(styles)}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(script.length).toBeGreaterThan(10_000);
  });

  it('writes the same document the same way, byte for byte', async () => {
    const [first, second] = await Promise.all([htmlReport(FULL), htmlReport(FULL)]);

    expect(second).toBe(first);
  });

  it('escapes whatever comes from a plan or a trace', async () => {
    const document = poisoned(FULL);

    const html = await htmlReport(document);

    expect(html).not.toContain('<img');
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(drawingIn(html)).toMatchObject({
      decisions: [{ sentences: [EVIL] }],
      charts: [{}, { unit: EVIL }],
    });
  });

  it.each([
    { name: 'a comparison without a run', given: { timeline: undefined }, lacks: 'id="drawing"' },
    { name: 'a run without a comparison', given: { comparison: undefined }, lacks: 'class="bars"' },
    { name: 'a run without decisions', given: { decisions: [] }, lacks: '<h2>Decisions' },
    { name: 'no cards', given: { cards: [] }, lacks: 'class="cards"' },
    { name: 'no parameters', given: { parameters: [] }, lacks: '<h2>Parameters' },
  ])('leaves out what there is not: $name', async ({ given, lacks }) => {
    const whole = await htmlReport(FULL);
    const { timeline, comparison, ...rest } = { ...FULL, ...given };

    const html = await htmlReport({
      ...rest,
      ...(timeline === undefined ? {} : { timeline }),
      ...(comparison === undefined ? {} : { comparison }),
    });

    expect(whole).toContain(lacks);
    expect(html).not.toContain(lacks);
  });

  it('says of every rule what it cost and whether it met the objective', async () => {
    const html = await htmlReport(FULL);

    expect(html).toContain('<td class="number">1,234.50</td>');
    expect(html.match(/class="bar( [a-z ]+)?"/g)).toEqual([
      'class="bar ours"',
      'class="bar hollow"',
    ]);
    expect(html).toContain('✗ missed');
  });

  it('compares by cost ratio where a rule has no price', async () => {
    const rows = [aRule({ usd: null, costRatio: 1.25 }), aRule({ costRatio: null })];

    const html = await htmlReport(aDocument({ comparison: { ...labels(), rows } }));

    expect(html).toContain('<span class="cost">1.25 ×</span>');
    expect(html).toContain('<span class="cost">–</span>');
  });

  it('says in words what the charts show', async () => {
    const violations = [
      { from: START, to: instant(START + 60_000) },
      { from: instant(START + 120_000), to: instant(START + 300_000) },
    ];

    const html = await htmlReport(aDocument({ timeline: aQueue({ violations }) }));

    expect(html).toContain('Shaded: 4 min with a message waiting longer than the objective');
    expect(html).toContain('in 2 spells, the longest 3 min');
    expect(html).toContain('Age of oldest: 0 to 3 min 20 s. Objective: 3 min.');
  });

  it('keeps a year of minutes with many decisions under 3 MB', async () => {
    const rows = 525_600;
    const noise = Float64Array.from({ length: rows }, (_, row) => 1000 * (1 + Math.sin(row * 7.7)));
    const sentences = Array.from(
      { length: 8 },
      () => 'a sentence as long as the ones of explain()',
    );
    const document = aDocument({
      timeline: aService({
        load: noise,
        needed: noise,
        desired: noise,
        inService: noise,
        forecast: { lower: noise, middle: noise, upper: noise },
        violations: Array.from({ length: 40_000 }, (_, index) => {
          const from = START + index * 780_000;
          return { from: instant(from), to: instant(from + 60_000) };
        }),
      }),
      decisions: Array.from({ length: 73_000 }, (_, index) => aDecision(index * 7, { sentences })),
    });

    const html = await htmlReport(document);

    expect(Buffer.byteLength(html)).toBeLessThan(3_000_000);
    expect(html).toMatch(/Marked and explained are the [\d,]+ decisions of 73,000/);
    expect(html).toContain(`The lines show the lows and highs of every 53 min.`);
  });
});

function labels() {
  return { objectiveLabel: 'Time short, %', longestLabel: 'Longest violation, min' };
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function drawingIn(html: string): unknown {
  return JSON.parse(/id="drawing">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '');
}

/** The same document with hostile text in every place for text. */
function poisoned(document: ReportDocument): ReportDocument {
  return {
    ...document,
    title: EVIL,
    plan: EVIL,
    trace: EVIL,
    parameters: [{ name: EVIL, value: EVIL }],
    cards: [{ label: EVIL, value: EVIL, note: EVIL }],
    timeline: aService({ loadUnit: EVIL, every: seconds(60) }),
    decisions: [aDecision(1, { sentences: [EVIL] })],
    comparison: {
      objectiveLabel: EVIL,
      longestLabel: EVIL,
      rows: [aRule({ name: EVIL, setting: EVIL })],
    },
    tables: [
      {
        caption: EVIL,
        columns: [{ heading: EVIL, isNumeric: false }],
        rows: [{ cells: [EVIL], isOurs: true }],
      },
    ],
  };
}
