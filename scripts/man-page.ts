import { headingOf, optionsOf } from '../src/cli/options/table.ts';
import type { CommandRow } from '../src/cli/program/command.ts';

/** Any text as roff takes it, man(7): hyphens as they are typed, backslashes shown, no line that begins as a request. */
export function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');
}

const bold = (text: string) => `\\fB${roff(text)}\\fR`;

/** An indented paragraph beneath a term. */
const item = (term: string, text: string) => `.TP\n${term}\n${roff(text)}\n`;

/** The rows of the README’s table of exit codes. */
export function exitCodesIn(readme: string): readonly (readonly [codes: string, meaning: string])[] {
  const rows = readme.matchAll(/^\| (\d[\d, ]*) \| (.*) \|$/gm);
  return [...rows].map(([, codes = '', meaning = '']) => [codes, meaning.replaceAll('`', '')] as const);
}

/** The manual page concur(1), from the tables of commands and options, in man(7)’s macros. */
export function manPage(
  commands: readonly CommandRow[],
  version: string,
  exitCodes: ReturnType<typeof exitCodesIn>,
): string {
  const examples = commands.flatMap((row) => [...row.examples, ...(row.furtherExamples ?? [])]);
  return [
    `.TH CONCUR 1 "" "concur ${version}" "User Commands"\n`,
    `.SH NAME\nconcur \\- ${roff('run concurrency experiments, with evidence from the kernel')}\n`,
    `.SH SYNOPSIS\n${bold('concur')} \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIWORD\\fR]...\n`,
    '.SH COMMANDS\n',
    ...commands.map(commandSection),
    '.SH EXAMPLES\n',
    ...examples.map(([typed, what]) => item(bold(`concur ${typed}`), what)),
    '.SH EXIT STATUS\n',
    ...exitCodes.map(([codes, meaning]) => item(bold(codes), meaning)),
    `.SH SEE ALSO\n${['taskset(1)', 'proc(5)', 'sched(7)', 'cgroups(7)'].map(bold).join(', ')}\n`,
  ].join('');
}

function commandSection(row: CommandRow): string {
  const { name, description, argument } = row;
  const usage = `concur ${name}${argument === undefined ? '' : ` ${argument[0]}`}`;
  const options = optionsOf(row);
  const headings = [...new Set(options.map(([key]) => headingOf(key)))];
  return [
    `.SS ${bold(usage)}\n${roff(sentence(description))}\n`,
    ...(argument === undefined ? [] : [`.PP\n${roff(sentence(argument[1]))}\n`]),
    ...headings.flatMap((heading) => [
      `.PP\n${roff(heading)}\n`,
      ...options
        .filter(([key]) => headingOf(key) === heading)
        .map(([, { flags, description: meaning }]) => item(bold(flags), meaning)),
    ]),
  ].join('');
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
