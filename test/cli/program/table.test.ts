import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../../src/cli/commands/completion/vocabulary.ts';
import { optionsOf } from '../../../src/cli/options/table.ts';
import { Output } from '../../../src/cli/output.ts';
import type { CommandRow } from '../../../src/cli/program/command.ts';
import { runProgram } from '../../../src/cli/program/program.ts';
import { COMMAND_NAMES, COMMANDS } from '../../../src/cli/program/table.ts';
import { REPORT_KINDS } from '../../../src/report/kinds.ts';

/** What is printed, kept. */
class Kept extends Output {
  text = '';

  override print(text: string): void {
    this.text += text;
  }
}

async function printed(...typed: string[]): Promise<string> {
  const output = new Kept();
  expect(await runProgram(typed, output)).toBe(0);
  return output.text;
}

describe.each(COMMANDS.map((row) => [row.name, row] as const))('the command %s', (name, row) => {
  it('has help with each of its options', async () => {
    const help = await printed(name, '--help');
    expect(help).toContain(`Usage: concur ${name}`);
    for (const [, { flags }] of optionsOf(row)) expect(help).toContain(flags);
  });

  it('has help that begins with examples of its own, and is at most 80 columns wide', async () => {
    const help = await printed(name, '--help');
    const { examples, furtherExamples = [] }: CommandRow = row;
    const lines = help.split('\n');
    for (const [index, [typed]] of [...examples, ...furtherExamples].entries()) {
      expect(lines[index]).toContain(`  concur ${typed} `);
    }
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
  });

  it('has its options under headings: what runs, limits, how it is reported', async () => {
    const help = await printed(name, '--help');
    const headings: readonly string[] = help.match(/^\S.*:$/gm) ?? [];
    const order = ['Arguments:', 'What runs:', 'Limits:', 'How it is reported:'];
    expect(order.filter((heading) => headings.includes(heading))).toEqual(headings);
    expect(headings).toContain('How it is reported:');
  });

  it('is in the help of the program', async () => {
    expect(await printed('--help')).toMatch(new RegExp(`^  ${name} `, 'm'));
  });

  it('can be completed', async () => {
    const [completed] = (await vocabulary(COMMANDS)).filter((command) => command.name === name);
    expect(completed?.options).toHaveLength(optionsOf(row).length);
    if ('words' in row) expect(completed?.words.length).toBeGreaterThan(0);
  });

  it('loads, and is of the kind that its name says', async () => {
    const command = await row.load({ words: [], behindDashes: null, options: {} });
    if (typeof command === 'function') expect(REPORT_KINDS).not.toContain(name);
    else expect(command.kind).toBe(name);
  });

  it('has examples that begin with its name', () => {
    const { examples, furtherExamples = [] }: CommandRow = row;
    for (const [typed] of [...examples, ...furtherExamples]) expect(typed.split(' ')[0]).toBe(name);
  });
});

it('has a command for each kind of report, and no name twice', () => {
  expect(COMMAND_NAMES).toEqual(expect.arrayContaining([...REPORT_KINDS]));
  expect(new Set(COMMAND_NAMES).size).toBe(COMMAND_NAMES.length);
});

it('shows every example on the first page, in columns', async () => {
  const page = await printed();
  const lines = page.split('\n').filter((line) => line.startsWith('  concur '));
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines).toHaveLength(COMMANDS.flatMap(({ examples }) => [...examples]).length);
  for (const [typed, what] of COMMANDS.flatMap(({ examples }) => [...examples])) {
    expect(lines.some((line) => line.startsWith(`  concur ${typed} `) && line.endsWith(`  ${what}`))).toBe(
      true,
    );
  }
});
