import { usageError } from '../../../base/errors/errors.ts';

/** What only a shell can do, and how it is called. */
type ShellOnly = readonly (readonly [pattern: RegExp, what: string])[];

/** In double quotes, too. */
const EXPANSIONS: ShellOnly = [
  [/^`/, 'a command substitution'],
  [/^\$[\w({?#@*$!-]/, 'a variable or a substitution'],
];

const UNQUOTED: ShellOnly = [
  ...EXPANSIONS,
  [/^\|/, 'a pipe'],
  [/^&/, '&'],
  [/^;/, ';'],
  [/^[<>]/, 'a redirection'],
  [/^[()]/, 'a subshell'],
  [/^\n/, 'a second line'],
  [/^(?:[*?]|\[(?=\S*\]))/, 'a pattern of file names'],
];

const AT_WORD_START: ShellOnly = [
  [/^~/, 'a home folder'],
  [/^#/, 'a comment'],
];

const ASSIGNMENT = /^[A-Za-z_]\w*=/;

/** A line that goes on in the next one. */
const CONTINUATION = '\\\n';

/** In double quotes a backslash is itself before anything else (POSIX 2.2.3). */
const ESCAPED_IN_QUOTES = /^\\([$`"\\])/;

/**
 * The words of a command as a shell would split them: quotes and backslashes are taken away.
 * @param flag how it was typed, for the error
 * @throws ConcurError (USAGE) where it has what only a shell can do, or a quote that isn't closed
 */
export function splitWords(text: string, flag: string): string[] {
  const words: string[] = [];
  let rest = text;
  for (;;) {
    rest = rest.replace(/^(?:[ \t]|\\\n)+/, '');
    if (rest === '') break;
    const { word, rest: after } = takeWord(rest, text, flag);
    words.push(word);
    rest = after;
  }
  if (words.length === 0) throw usageError(`${flag} is empty`, `Try ${flag} 'make -j4'.`);
  if (ASSIGNMENT.test(text.trimStart())) throw needsShell('a variable before the command', text, flag);
  return words;
}

function takeWord(from: string, text: string, flag: string): { word: string; rest: string } {
  let word = '';
  let rest = from;
  refuse(AT_WORD_START, rest, text, flag);
  while (rest !== '' && !/^[ \t]/.test(rest)) {
    const [taken, literal] = takeQuoted(rest, text, flag) ?? takeBare(rest, text, flag);
    word += literal;
    rest = rest.slice(taken);
  }
  return { word, rest };
}

/** What is in quotes at the start of it: how long that is, and what it stands for. */
function takeQuoted(rest: string, text: string, flag: string): [taken: number, literal: string] | null {
  const quote = rest[0];
  if (quote === "'") {
    const end = rest.indexOf("'", 1);
    if (end < 0) throw notClosed(quote, text, flag);
    return [end + 1, rest.slice(1, end)];
  }
  if (quote !== '"') return null;
  let literal = '';
  for (let at = 1; at < rest.length; at++) {
    if (rest[at] === '"') return [at + 1, literal];
    const [, escaped] = ESCAPED_IN_QUOTES.exec(rest.slice(at)) ?? [];
    if (escaped === undefined) refuse(EXPANSIONS, rest.slice(at), text, flag);
    else at++;
    literal += escaped ?? rest[at];
  }
  throw notClosed(quote, text, flag);
}

function takeBare(rest: string, text: string, flag: string): [taken: number, literal: string] {
  if (rest.startsWith(CONTINUATION)) return [CONTINUATION.length, ''];
  if (rest.startsWith('\\')) return [2, rest[1] ?? '\\'];
  refuse(UNQUOTED, rest, text, flag);
  return [1, rest[0] as string];
}

function refuse(patterns: ShellOnly, rest: string, text: string, flag: string): void {
  const found = patterns.find(([pattern]) => pattern.test(rest));
  if (found !== undefined) throw needsShell(found[1], text, flag);
}

function needsShell(what: string, text: string, flag: string) {
  return usageError(
    `${flag} ${JSON.stringify(text)} needs a shell: it has ${what}`,
    'Add --shell sh (its start is taken out), or quote what is meant as it is.',
  );
}

function notClosed(quote: string, text: string, flag: string) {
  return usageError(`${flag} ${JSON.stringify(text)}: the quote ${quote} is not closed`);
}
