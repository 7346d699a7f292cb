import { expect, it } from 'vitest';
import { builtFile } from '../../../src/base/files/package-root.ts';
import { described } from '../../../src/workloads/user/thrown.ts';

function thrown(message: string, ...stack: string[]): Error {
  return Object.assign(new Error(message), { stack: [`Error: ${message}`, ...stack].join('\n') });
}

it.each([
  ['a call', ['    at inner (/app/work.ts:3:9)'], ' (/app/work.ts:3:9)'],
  ['a URL', ['    at file:///app/work.mjs:3:9'], ' (/app/work.mjs:3:9)'],
  ['a line alone', ['/app/work.cjs:2', 'let b = ;'], ' (/app/work.cjs:2)'],
  [
    'the first that is the user’s own',
    [
      '    at read (node:fs:1:1)',
      '    at lib (/app/node_modules/lib/index.js:1:1)',
      `    at slot (${builtFile('index.js')}:1:1)`,
      '    at mine (/app/mine.ts:5:1)',
    ],
    ' (/app/mine.ts:5:1)',
  ],
  ['nothing', ['    at read (node:fs:1:1)'], ''],
])('tells the place: %s', (_what, stack, place) => {
  expect(described(thrown('no', ...stack))).toBe(`Error: no${place}`);
});

it.each([
  ['the innermost call', ['/app/main.py', '/app/work.py'], ' (/app/work.py:2)'],
  [
    'the innermost that is the user’s own',
    [
      '/app/work.py',
      '/usr/lib/python3.11/json/decoder.py',
      '/app/.venv/lib/python3.13t/site-packages/x/y.py',
    ],
    ' (/app/work.py:1)',
  ],
  ['nothing', ['<string>', '/usr/lib/python3/dist-packages/x.py'], ''],
])('tells the place in Python: %s', (_what, files, place) => {
  const calls = files.flatMap((file, i) => [`  File "${file}", line ${i + 1}, in f`, '    call()']);
  const stack = ['Traceback (most recent call last):', ...calls, 'ValueError: no'].join('\n');
  expect(described(Object.assign(new Error('no'), { name: 'ValueError', stack }))).toBe(
    `ValueError: no${place}`,
  );
});

it('says it in one line, the place once', () => {
  expect(described(thrown('one\n  two', '    at f (/a.ts:1:2)'))).toBe('Error: one two (/a.ts:1:2)');
  expect(described(thrown('bad:\n/a.ts:1:2: no', '    at f (/a.ts:1:2)'))).toBe('Error: bad: /a.ts:1:2: no');
  expect(described(thrown("Cannot find module 'x'\nRequire stack:\n- /a.cjs"))).toBe(
    "Error: Cannot find module 'x'",
  );
  expect(described('a text')).toBe("'a text'");
});
