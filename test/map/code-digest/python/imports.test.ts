import { describe, expect, it } from 'vitest';
import { importsUnseen, pythonImports } from '../../../../src/map/code-digest/python/imports.ts';

const whole = (module: string) => ({ level: 0, module, names: [] });

describe('pythonImports', () => {
  it.each([
    ['import a', [whole('a')]],
    ['import a.b as c, d  # e', [whole('a.b'), whole('d')]],
    ['x = 1; import a', [whole('a')]],
    ['try: import a\nexcept ImportError: pass', [whole('a')]],
    ['  from a import b', [{ level: 0, module: 'a', names: ['b'] }]],
    ['from a.b import c as d, e', [{ level: 0, module: 'a.b', names: ['c', 'e'] }]],
    ['from . import a', [{ level: 1, module: '', names: ['a'] }]],
    ['from.a import b', [{ level: 1, module: 'a', names: ['b'] }]],
    ['from ...a.b import c', [{ level: 3, module: 'a.b', names: ['c'] }]],
    [
      'from a import (\n    b,  # not (this)\n    c as d,\n)\n',
      [{ level: 0, module: 'a', names: ['b', 'c'] }],
    ],
    ['from a import b, \\\n    c', [{ level: 0, module: 'a', names: ['b', 'c'] }]],
    ['from a import *', [{ level: 0, module: 'a', names: ['*'] }]],
    ['from größe import maß', [{ level: 0, module: 'größe', names: ['maß'] }]],
    ['important = 1\nfromage = 2', []],
    ['# import a', []],
  ])('reads %j', (source, expected) => {
    expect(pythonImports(source)).toEqual(expected);
  });
});

describe('importsUnseen', () => {
  it.each([
    ['import importlib', true],
    ["__import__('a')", true],
    ['from a import *', true],
    ['from a import b', false],
  ])('of %j says %s', (source, unseen) => {
    expect(importsUnseen(source)).toBe(unseen);
  });
});
