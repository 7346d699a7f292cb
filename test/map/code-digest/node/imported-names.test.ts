import { describe, expect, it } from 'vitest';
import { importedNames } from '../../../../src/map/code-digest/node/imported-names.ts';

describe('importedNames', () => {
  it.each([
    ["import './a.js'", './a.js'],
    ["import a from './a.js'", './a.js'],
    ['import{a,b as c}from"./a.js"', './a.js'],
    ["import * as a from './a.js' with { type: 'json' }", './a.js'],
    ["import type { A } from './a.ts'", './a.ts'],
    ["import a = require('./a')", './a'],
    ["export { a } from './a.js'", './a.js'],
    ["export * from './a.js'", './a.js'],
    ["import {\n  a, // first\n  b,\n} /* both */ from\n  './a.js'", './a.js'],
    ["const a = await import('./a.js')", './a.js'],
    ['import(`./a.js`)', './a.js'],
    ["import(/* webpackChunkName: 'b' */ './a.js')", './a.js'],
    ["import( // the first\n './a.js')", './a.js'],
    ["const a = require('./a.json')", './a.json'],
    ["require ( './it\\u2019s' )", null],
    ["import '#own'", '#own'],
    ['import \'a "quoted" name\'', 'a "quoted" name'],
  ])('in %j finds %j', (source, name) => {
    expect(importedNames(source)).toEqual(name === null ? [] : [name]);
  });

  it.each([
    "Array.from('abc')",
    "important('./a.js')",
    "import.meta.resolve('./a.js')",
    'require(name)',
    "const from = 'a'",
  ])('finds none in %j', (source) => {
    expect(importedNames(source)).toEqual([]);
  });

  it.each([
    "// import './a.js'",
    "  /* import './a.js' */",
    "/**\n * @example\n * import { a } from './a.js'\n */",
  ])('takes nothing of a comment for an import: %j', (comment) => {
    expect(importedNames(`${comment}\nimport './b.js'`)).toEqual(['./b.js']);
  });

  it('takes no text for a comment', () => {
    const source =
      "const glob = 'src/**'; import './a.js'; const url = 'http://host'; require('./b') /* c */";
    expect(importedNames(source)).toEqual(['./a.js', './b']);
  });

  it('finds each, in the order in which they stand there', () => {
    const source = "import a from './a.js';\nimport './b.js'; export * from './c.js';\nrequire('./d');";
    expect(importedNames(source)).toEqual(['./a.js', './b.js', './c.js', './d']);
  });
});
