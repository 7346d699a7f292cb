import { expect, it } from 'vitest';
import { choosesHeap, inheritedFlags } from '../../../src/engine/transport/inherited-flags.ts';

it.each([
  [
    [
      '--conditions=dev',
      '-C',
      'dev',
      '--import',
      './a.mjs',
      '-r',
      './b.cjs',
      '--expose-gc',
      '--max-old-space-size=9',
    ],
    [],
  ],
  [['--inspect-brk=0'], ['--inspect-brk']],
  [['--inspect-port', '9229', '--no-warnings'], ['--inspect-port']],
  [
    ['--input-type=module', '-e', 'import "a"'],
    ['--input-type', '-e'],
  ],
  [
    ['--input-type', 'module', '--eval', '--inspect'],
    ['--input-type', '--eval'],
  ],
  [
    ['--test', '--test-only', '--test-name-pattern', 'a', '--test-reporter=tap'],
    ['--test', '--test-only', '--test-name-pattern', '--test-reporter'],
  ],
  [
    ['--watch-path', 'src', '--watch'],
    ['--watch-path', '--watch'],
  ],
])('of %j leaves out %j', (execArgv, leftOut) => {
  const flags = inheritedFlags(execArgv);
  expect(flags.leftOut).toEqual(leftOut);
  if (leftOut.length === 0) expect(flags.kept).toEqual(execArgv);
  for (const word of flags.kept) expect(['--no-warnings', ...execArgv]).toContain(word);
});

it('keeps what follows a flag that was left out', () => {
  expect(inheritedFlags(['-e', 'code', '--no-warnings', '--inspect', '--expose-gc']).kept).toEqual([
    '--no-warnings',
    '--expose-gc',
  ]);
});

it('knows a chosen heap by flag and by environment', () => {
  expect(choosesHeap(['--max_old_space_size=9'], {})).toBe(true);
  expect(choosesHeap([], { NODE_OPTIONS: '--no-warnings --max-old-space-size=9' })).toBe(true);
  expect(choosesHeap(['--max-semi-space-size=9'], {})).toBe(false);
});
