import { describe, expect, it } from 'vitest';
import { isUtf8, mayAnimate, mayColor, widthOf } from '../../../src/report/screen/stream-facts.ts';

const TTY = { isTTY: true, columns: 100 };
const PIPE = { isTTY: false, columns: undefined };

describe('mayAnimate', () => {
  it.each([
    ['a terminal', TTY, {}, true],
    ['a pipe', PIPE, {}, false],
    ['a stream of which nothing is known', {}, {}, false],
    ['a dumb terminal', TTY, { TERM: 'dumb' }, false],
    ['CI', TTY, { CI: 'true' }, false],
    ['an empty CI variable', TTY, { CI: '' }, true],
    ['a pipe with FORCE_COLOR', PIPE, { FORCE_COLOR: '3' }, false],
    ['CI with FORCE_COLOR', TTY, { CI: '1', FORCE_COLOR: '1' }, false],
    ['a terminal with NO_COLOR', TTY, { NO_COLOR: '1' }, true],
  ])('on %s', (_where, stream, env, answer) => {
    expect(mayAnimate(stream, env)).toBe(answer);
  });
});

describe('mayColor', () => {
  it.each([
    ['the flag wins over all', PIPE, { NO_COLOR: '1', TERM: 'dumb' }, 'always', true],
    ['the flag wins over FORCE_COLOR', TTY, { FORCE_COLOR: '1' }, 'never', false],
    ['NO_COLOR wins over FORCE_COLOR', TTY, { NO_COLOR: '1', FORCE_COLOR: '1' }, 'auto', false],
    ['an empty NO_COLOR says nothing', TTY, { NO_COLOR: '' }, 'auto', true],
    ['FORCE_COLOR wins over a pipe', PIPE, { FORCE_COLOR: '1' }, 'auto', true],
    ['FORCE_COLOR wins over CI', PIPE, { FORCE_COLOR: 'true', CI: '1' }, 'auto', true],
    ['FORCE_COLOR=0 is a no', TTY, { FORCE_COLOR: '0' }, 'auto', false],
    ['FORCE_COLOR=false is a no', TTY, { FORCE_COLOR: 'false' }, 'auto', false],
    ['a terminal has colours', TTY, {}, 'auto', true],
    ['a pipe has none', PIPE, {}, 'auto', false],
    ['a dumb terminal has none', TTY, { TERM: 'dumb' }, 'auto', false],
    ['CI has none', TTY, { CI: 'true' }, 'auto', false],
  ] as const)('%s', (_rule, stream, env, mode, answer) => {
    expect(mayColor(stream, env, mode)).toBe(answer);
  });
});

describe('widthOf', () => {
  it.each([
    ['the terminal’s', TTY, { COLUMNS: '60' }, 100],
    ['COLUMNS where it is no terminal', PIPE, { COLUMNS: '60' }, 60],
    ['COLUMNS where the terminal does not tell', { isTTY: true, columns: 0 }, { COLUMNS: '60' }, 60],
    ['80 where nobody tells', PIPE, {}, 80],
    ['80 for nonsense', PIPE, { COLUMNS: 'wide' }, 80],
    ['80 for zero', PIPE, { COLUMNS: '0' }, 80],
    ['80 for less than nothing', PIPE, { COLUMNS: '-5' }, 80],
    ['80 for half a column', PIPE, { COLUMNS: '60.5' }, 80],
    ['80 for an empty COLUMNS', PIPE, { COLUMNS: '' }, 80],
  ])('is %s', (_what, stream, env, width) => {
    expect(widthOf(stream, env)).toBe(width);
  });
});

describe('isUtf8', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{}, false],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_ALL: '', LC_CTYPE: 'en_US.UTF-8', LANG: 'C' }, true],
    [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
  ])('of %j is %s', (env, answer) => {
    expect(isUtf8(env)).toBe(answer);
  });
});
