import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutCommands } from '../../../src/base/text/commands.ts';
import { jsonText } from '../../../src/base/text/json-text.ts';
import {
  isOrdinary,
  printable,
  printableLine,
  replaceUnprintable,
} from '../../../src/base/text/printable.ts';
import { nastyText } from '../../fixtures/check-report.ts';

describe('a printable text', () => {
  it.each([
    ['\u001b]0;PWN\u0007', '\\x1b]0;PWN\\x07'],
    ['\u009b31m\u007f', '\\x9b31m\\x7f'],
    ['exe.\u202etxt', 'exe.\\u202etxt'],
    ['a\u200bb\ufeff\u00ad', 'a\\u200bb\\ufeff\\xad'],
    ['a\u2028b\u2029', 'a\\u2028b\\u2029'],
    ['\ud800 😀 \udc00', '\\ud800 😀 \\udc00'],
    ['\u{e0041}', '\\u{e0041}'],
    ['100 %\r', '100 %\\r'],
    ['日本語 é ✔️ שלום', '日本語 é ✔️ שלום'],
    ['two\n\tlines', 'two\n\tlines'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('is ordinary where no character needs a closer look', () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const ordinary = all.filter(isOrdinary);
    expect(ordinary.length).toBeGreaterThan(1_000);
    expect(ordinary.filter((one) => replaceUnprintable(one, () => '') === '')).toEqual([]);
    expect(ordinary.filter((one) => /[\p{M}\p{Cc}\p{Cf}\p{Emoji_Presentation}]/u.test(one))).toEqual([]);
    // Two columns wide: EastAsianWidth.txt has none but brackets and what stands for time and pictures below U+2E80.
    expect(ordinary.filter((one) => one >= '\u2e80' || /[\u1100-\u115f\u231a-\u23ff]/.test(one))).toEqual([]);
    expect(['a\nb', 'a\tb', '日本語', '\u001b', 'e\u0301'].filter(isOrdinary)).toEqual([]);
  });

  it('is the same when it is made printable again', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });

  it('is a single line where it has to be', () => {
    expect(printableLine('a\r\n\tb')).toBe('a\\r\\n\\tb');
    fc.assert(
      fc.property(nastyText, (text) => {
        expect(printableLine(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});

describe('a log', () => {
  it.each([
    ['::error::x', '\\::error::x'],
    ['a\n \u00a0\t::x', 'a\n \u00a0\t\\::x'],
    ['\u001b[31m::x', '\u001b[31m\\::x'],
    ['a ##[add-mask]b', 'a ##\\[add-mask]b'],
    ['##vso[task.setvariable variable=a]b', '##vso\\[task.setvariable variable=a]b'],
    ['std::vector, ## [1]', 'std::vector, ## [1]'],
  ])('holds no command for %j', (text, shown) => {
    expect(withoutCommands(text)).toBe(shown);
  });
});

describe('JSON', () => {
  it('is ASCII where a terminal acts on it or nobody sees it', () => {
    expect(jsonText(['\u009b\u202e\u007f\u2028', '##[error]', '日本 😀'])).toBe(
      '["\\u009b\\u202e\\u007f\\u2028","##\\u005berror]","日本 😀"]',
    );
  });

  it('is read as the same value, on as many lines', () => {
    fc.assert(
      fc.property(nastyText, nastyText, (key, value) => {
        const json = jsonText({ [key]: [value] }, 2);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [key]: [value] })));
        expect(json.split('\n')).toHaveLength(5);
        expect(json.replaceAll('\n', '')).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e]/u,
        );
      }),
    );
  });
});
