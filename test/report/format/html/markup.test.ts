import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../../src/base/text/printable.ts';
import { dataScript, escapeHtml, html } from '../../../../src/report/format/html/markup.ts';
import { nastyText } from '../../../fixtures/check-report.ts';

describe('a template of markup', () => {
  it('escapes texts, keeps markup, and joins lists', () => {
    const items = ['a', 'b'].map((name) => html`<li>${name}</li>`);
    expect(html`<ul title="${'"x"'}">${items}</ul>${'<b>'}`.toString()).toBe(
      '<ul title="&#34;x&#34;"><li>a</li><li>b</li></ul>&#60;b&#62;',
    );
  });

  it('leaves nothing for what isn’t there, but keeps a zero', () => {
    expect(html`${null}${undefined}${false}${0}`.toString()).toBe('0');
  });

  it('doesn’t take a text for markup because it looks like it', () => {
    const lookalike = { toString: () => '<b>' } as never;
    expect(() => html`${lookalike}`).toThrow();
    expect(html`${html`<i>`.toString()}`.toString()).toBe('&#60;i&#62;');
  });

  it('refuses an attribute without quotes', () => {
    expect(() => html`<p class=${'x onclick=alert(1)'}>`).toThrow('an attribute without quotes: <p class=');
  });
});

describe('an escaped text', () => {
  it('can’t begin a tag, end an attribute or begin an entity, whatever it is', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(escapeHtml(text)).toMatch(/^(?:[^<>"'`&]|&#\d+;)*$/);
      }),
    );
  });

  it('says the same to a reader, but for what can’t be shown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        const read = escapeHtml(text).replace(/&#(\d+);/g, (_, code: string) =>
          String.fromCharCode(Number(code)),
        );
        expect(read).toBe(text);
      }),
    );
  });

  it.each([
    ['a control character', 'a\u0000b\u001b[31m', 'a\\x00b\\x1b[31m'],
    ['half a character', 'a\ud800', 'a\\ud800'],
    ['what turns the order of letters round', 'exe.\u202etxt', 'exe.\\u202etxt'],
  ])('shows %s as one that can’t be shown', (_what, text, shown) => {
    expect(escapeHtml(text)).toBe(shown);
    expect(escapeHtml(text)).not.toMatch(/[\u0000-\u0008\u001b\u202e]|\ud800/);
  });

  it('keeps letters of all languages, and pictures', () => {
    expect(escapeHtml('日本語 😀 é')).toBe('日本語 😀 é');
  });
});

describe('data for the script', () => {
  it('can’t end its element or begin a comment, and is the same when it is read, but for what can’t be shown', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const inside = dataScript({ text })
          .toString()
          .replace(/^<script type="application\/json">|<\/script>$/g, '');
        expect(inside).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(inside)).toEqual({ text: printable(text) });
      }),
    );
  });
});
