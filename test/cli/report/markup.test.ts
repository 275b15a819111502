import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markup, NOTHING, scriptJson, trusted } from '../../../cli/report/markup.ts';

describe('markup', () => {
  it('escapes text', () => {
    const { html } = markup`<p title="${`"'`}">${'<b>&'}</p>`;

    expect(html).toBe('<p title="&quot;&#39;">&lt;b&gt;&amp;</p>');
  });

  it('keeps markup, one or many, and numbers', () => {
    const items = [1, 2].map((count) => markup`<li>${count}</li>`);

    const { html } = markup`<ul>${items}</ul>${NOTHING}${trusted('<hr>')}`;

    expect(html).toBe('<ul><li>1</li><li>2</li></ul><hr>');
  });

  it('never lets text open or close an element', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { html } = markup`${text}`;

        expect(html).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('scriptJson', () => {
  it('reads back as the same value and never closes its element', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, text) => {
        const { html } = scriptJson([value, `${text}</script><!--`]);

        expect(html).not.toContain('<');
        expect(JSON.parse(html)).toEqual(
          JSON.parse(JSON.stringify([value, `${text}</script><!--`])),
        );
      }),
    );
  });
});
