import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concur, documentOf } from '../harness/concur.ts';
import { errorDocumentOf } from '../harness/error-document.ts';

// `demo gil-release --call`: what can't be called is an error, and no evidence against the hypothesis.

const folder = mkdtempSync(join(tmpdir(), 'concur-own-call-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const call = (what: string, ...args: string[]) =>
  concur(['demo', 'gil-release', '--quick', '--no-progress', '--call', what, ...args], { cwd: folder });

beforeAll(() => {
  writeFileSync(
    join(folder, 'mine.py'),
    'import os, sys\nVALUE = 1\ndef throws():\n    raise ValueError("no")\nasync def later():\n    raise ValueError("no")\n' +
      'def takes(one):\n    pass\ndef leaves():\n    os._exit(0)\ndef ends():\n    sys.exit(0)\n',
  );
  writeFileSync(join(folder, 'exits.py'), 'import sys\nsys.exit(0)\n');
  writeFileSync(
    join(folder, 'mine.mjs'),
    'export const throws = () => { throw new Error("no"); };\nexport const later = () => Promise.reject(new Error("no"));\n' +
      'export const empty = () => {};\n',
  );
});

describe('a call that can’t be made', () => {
  it.each([
    ['math:foo', /^concur: math has no function foo \(its functions: acos, .*…\)\. Did you mean floor\?\n$/],
    ['math:pi', /^concur: math\.pi is no function, but of type float\n$/],
    ['nowhere:x', /^concur: nowhere can’t be imported: ModuleNotFoundError: No module named 'nowhere'\n$/],
    ['exits:x', /^concur: exits can’t be imported: SystemExit: 0 \(.*exits\.py:2\)\n$/],
    [
      'mine:throws',
      /^concur: throws\(\) threw ValueError: no \(.*mine\.py:4\)\nIt is called again and again/,
    ],
    ['mine:later', /^concur: later\(\) threw ValueError: no \(.*mine\.py:6\)\n/],
    ['mine:ends', /^concur: ends\(\) threw SystemExit: 0 \(.*mine\.py:12\)\n/],
    ['mine:takes', /^concur: takes\(\) threw TypeError: .*missing 1 required/],
    ['mine:leaves', /^concur: leaves\(\) ended its worker, which exited with code 0/],
    ['./mine.mjs#throw', /^concur: .*mine\.mjs exports no function throw .*Did you mean throws\?\n$/],
    ['./mine.mjs#throws', /^concur: \.\/mine\.mjs#throws threw Error: no \(.*mine\.mjs:1:\d+\)\n/],
    ['./mine.mjs#later', /^concur: \.\/mine\.mjs#later threw Error: no \(.*mine\.mjs:2:\d+\)\n/],
  ])('%s is an error of the user’s', async (what, message) => {
    const { code, stdout, stderr } = await call(what);
    expect([code, stdout]).toEqual([4, '']);
    expect(
      stderr
        .split('\n')
        .filter((line) => !/FAILED after/.test(line))
        .join('\n'),
    ).toMatch(message);
  });

  it('is an error in a document as well', async () => {
    const ended = await call('math:foo', '--json');
    expect(ended.code).toBe(4);
    expect(errorDocumentOf(ended).error).toMatchObject({
      code: 'USER_CODE',
      message: expect.stringContaining('math has no function foo'),
    });
  });
});

it('can’t tell anything of a call that does nothing', async () => {
  const [result] = documentOf(await call('./mine.mjs#empty', '--json')).scenarios;
  expect(result?.story[0]).toBe(
    'Whether your own ./mine.mjs#empty holds the thread can’t be told: it returns before its work is done, or has next to none',
  );
});
