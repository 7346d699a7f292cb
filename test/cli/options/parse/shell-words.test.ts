import { describe, expect, it } from 'vitest';
import { splitWords } from '../../../../src/cli/options/parse/shell-words.ts';

const words = (text: string) => splitWords(text, '--command');

describe('the words of a command', () => {
  it.each([
    ['make -j4', ['make', '-j4']],
    ['  make \t -j4  ', ['make', '-j4']],
    ['sleep 0.1', ['sleep', '0.1']],
    [`grep 'a b' "c d"`, ['grep', 'a b', 'c d']],
    [`echo a'b'"c"d`, ['echo', 'abcd']],
    [`echo '' ""`, ['echo', '', '']],
    [String.raw`echo a\ b \' \"`, ['echo', 'a b', `'`, '"']],
    [String.raw`echo 'a\b' "a\b" "\$x \"q\" \\"`, ['echo', String.raw`a\b`, String.raw`a\b`, '$x "q" \\']],
    ['echo a\\\nb', ['echo', 'ab']],
    [`awk '{ print $1 | "sort" }' f`, ['awk', '{ print $1 | "sort" }', 'f']],
    [
      'echo a#b {x} a=b x~ 50% @ - + , : .',
      ['echo', 'a#b', '{x}', 'a=b', 'x~', '50%', '@', '-', '+', ',', ':', '.'],
    ],
    ['test a != b', ['test', 'a', '!=', 'b']],
    ['[ -f x ]', ['[', '-f', 'x', ']']],
    ['echo $', ['echo', '$']],
    [`python3 -c 'print("é")'`, ['python3', '-c', 'print("é")']],
  ])('of %j are those of a shell', (text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it.each([
    ['ls | wc', 'a pipe'],
    ['a && b', '&'],
    ['a & b', '&'],
    ['a || b', 'a pipe'],
    ['a; b', ';'],
    ['a > f', 'a redirection'],
    ['a 2>f', 'a redirection'],
    ['a < f', 'a redirection'],
    ['(a)', 'a subshell'],
    ['echo `a`', 'a command substitution'],
    ['echo $HOME', 'a variable or a substitution'],
    ['echo "$HOME"', 'a variable or a substitution'],
    ['echo "`a`"', 'a command substitution'],
    ['echo $(a)', 'a variable or a substitution'],
    ['echo *.c', 'a pattern of file names'],
    ['echo a?', 'a pattern of file names'],
    ['echo [ab].c', 'a pattern of file names'],
    ['cat ~/x', 'a home folder'],
    ['a # b', 'a comment'],
    ['X=1 make', 'a variable before the command'],
    ['a\nb', 'a second line'],
  ])('of %j can be had of a shell alone, and the error says which', (text, what) => {
    expect(() => words(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--command ${JSON.stringify(text)} needs a shell: it has ${what}`,
        hint: expect.stringContaining('--shell sh'),
      }),
    );
  });

  it.each([`echo 'a`, 'echo "a', 'echo "a\\"'])('of %j are none: its quote is open', (text) => {
    expect(() => words(text)).toThrow(/the quote ['"] is not closed/);
  });

  it('are none where there is nothing', () => {
    expect(() => words('  ')).toThrow('--command is empty');
  });
});
