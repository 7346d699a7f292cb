import { describe, expect, it } from 'vitest';
import * as library from '../../src/index.ts';
import { codeBlocks, inlineCode, PAGES, pageOf } from '../fixtures/prose.ts';

const OFFERED = Object.keys(library);

/** What a page imports from the library. */
function imported(page: string): string[] {
  return codeBlocks(page)
    .flatMap((code) => [...code.matchAll(/import \{([^}]*)\} from 'concur-cli'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter((name) => !name.startsWith('type '));
}

describe.each(PAGES)('%s', (path) => {
  it('imports what the library has', () => {
    expect(imported(pageOf(path)).filter((name) => !OFFERED.includes(name))).toEqual([]);
  });
});

it('reads imports', () => {
  expect(imported("```js\nimport { compare, type X, nothing } from 'concur-cli';\n```\n")).toEqual([
    'compare',
    'nothing',
  ]);
  expect(PAGES.flatMap((path) => imported(pageOf(path))).length).toBeGreaterThan(7);
});

it('has every helper that an experiment of your own is told of', () => {
  const page = pageOf('docs/own-experiment-fields.md');
  const helpers = page.slice(page.indexOf('| helper | |'), page.indexOf('Built-in experiments'));
  const names = inlineCode(helpers).map((code) => /^\w+/.exec(code)?.[0] ?? '');
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => !OFFERED.includes(name))).toEqual([]);
});
