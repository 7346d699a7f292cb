import { describe, expect, it } from 'vitest';
import { ALL_FLAGS, mistakes } from '../fixtures/command-lines.ts';
import { codeBlocks, inlineCode, PAGES, pageOf } from '../fixtures/prose.ts';

/** What a page tells its reader to type: `concur NAME …`, without what is passed on behind `--`, or in quotes. */
function commandLines(page: string): string[] {
  const lines = codeBlocks(page).flatMap((block) => block.split('\n'));
  return [...lines, ...inlineCode(page)]
    .map((line) => /(?:^|[\s$|])concur ((?!runs)[a-z]+\b[^:]*)$/.exec(line)?.[1] ?? '')
    .filter((line) => line !== '' && !/^[a-z]+: /.test(line))
    .map((line) => line.replace(/\$\([^)]*\)|'[^']*'/g, '').replace(/ -- .*| {2,}.*|\s#.*/, ''));
}

const USER_PAGES = PAGES.filter((path) => !['docs/benchmarks.md', 'CONTRIBUTING.md'].includes(path));

describe.each(USER_PAGES)('%s', (path) => {
  it('names commands and options that there are', () => {
    expect(commandLines(pageOf(path)).flatMap(mistakes)).toEqual([]);
    const flags = inlineCode(pageOf(path)).flatMap((code) => /^(--[a-z-]+)/.exec(code)?.[1] ?? []);
    expect(flags.filter((flag) => flag !== '--help' && !ALL_FLAGS.includes(flag))).toEqual([]);
  });
});

it('reads every command line, and finds what is wrong with it', () => {
  expect(
    commandLines('```\n$ concur watch -p 1 -- ls -l\n```\n`npx concur demo --nope`, `concur dance`'),
  ).toEqual(['watch -p 1', 'demo --nope', 'dance']);
  expect(['demo --nope', 'dance', 'watch -p 1'].map(mistakes)).toEqual([
    ['demo has no option --nope'],
    ['there is no command dance'],
    [],
  ]);
  expect(USER_PAGES.flatMap((path) => commandLines(pageOf(path))).length).toBeGreaterThan(60);
});
