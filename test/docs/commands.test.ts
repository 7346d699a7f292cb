import { describe, expect, it } from 'vitest';
import type { OptionRow } from '../../src/cli/options/rows/row.ts';
import { OPTIONS } from '../../src/cli/options/table.ts';
import { COMMANDS } from '../../src/cli/program/table.ts';
import { codeBlocks, inlineCode, PAGES, pageOf } from '../fixtures/prose.ts';

const flagsOf = ({ flags }: OptionRow) => flags.match(/-{1,2}[a-z][a-z-]*/g) ?? [];
const ALL_FLAGS = Object.values(OPTIONS).flatMap(flagsOf);

/** The flags of a command, by its name. */
const FLAGS = new Map(
  COMMANDS.map(({ name, takes }) => {
    const of: readonly string[] = [name, ...takes];
    const rows = Object.values<OptionRow>(OPTIONS).filter((row) => row.of.some((one) => of.includes(one)));
    return [name as string, ['--help', ...rows.flatMap(flagsOf)]];
  }),
);

/** What a page tells its reader to type: `concur NAME …`, without what is passed on behind `--`, or in quotes. */
function commandLines(page: string): string[] {
  const lines = codeBlocks(page).flatMap((block) => block.split('\n'));
  return [...lines, ...inlineCode(page)]
    .map((line) => /(?:^|[\s$|])concur ((?!runs)[a-z]+\b[^:]*)$/.exec(line)?.[1] ?? '')
    .filter((line) => line !== '' && !/^[a-z]+: /.test(line))
    .map((line) => line.replace(/\$\([^)]*\)|'[^']*'/g, '').replace(/ -- .*| {2,}.*|\s#.*/, ''));
}

/** What is wrong with such a line. */
function mistakes(line: string): string[] {
  const [name = '', ...words] = line.split(' ');
  const known = FLAGS.get(name);
  if (known === undefined) return [`there is no command ${name}`];
  const flags = words.flatMap((word) => /^(-{1,2}[a-z][a-z-]*)/.exec(word)?.[1] ?? []);
  return flags.filter((flag) => !known.includes(flag)).map((flag) => `${name} has no option ${flag}`);
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
