import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { concur, startConcur } from '../harness/concur.ts';

// `concur map` with functions in Python.

const scratch = mkdtempSync(join(tmpdir(), 'concur-map-python-'));
afterAll(() => rmSync(scratch, { recursive: true }));
const path = (name: string) => join(scratch, name);
const textOf = (name: string) => readFileSync(path(name), 'utf8');

writeFileSync(
  path('work.py'),
  `
import helper
def up(row): return helper.up(row)
async def later(row):
    import asyncio
    await asyncio.sleep(0.001)
    print("said", row)
    return row
def picky(row):
    if row == 2:
        raise ValueError("no two")
    return row
def slow(row):
    import time
    time.sleep(0.02)
    return row
def forever(row):
    print("busy")
    while True: pass
`,
);
writeFileSync(path('helper.py'), 'def up(row): return row + 1\n');
writeFileSync(path('broken.py'), 'import nowhere_at_all\ndef up(row): return row\n');
const rows = ['9007199254740993', '1.0', '-5', '18446744073709551615', '', '2'];
writeFileSync(path('rows'), `${rows.join('\n')}\n`);
writeFileSync(path('many'), Array.from({ length: 200 }, (_, i) => `${i}\n`).join(''));

const map = (reference: string, ...more: readonly string[]) =>
  concur(['map', reference, '--input', 'rows', ...more], { cwd: scratch });

describe('a map in Python', () => {
  it('reads numbers as they are written, and writes all their digits', async () => {
    const { code, stdout } = await map('./work.py#up', '-w', '2');
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        '{"index":0,"value":9007199254740994}',
        '{"index":1,"value":2}',
        '{"index":2,"value":-4}',
        '{"index":3,"value":18446744073709551616}',
        '{"index":4,"value":3}',
        '',
      ],
    ]);
  });

  it('is named as Python has it, awaits, and prints beside its results', async () => {
    const { code, stdout, stderr } = await map('work:later', '--concurrency', '3', '--values', '-w', '1');
    expect([code, stdout]).toEqual([0, '9007199254740993\n1\n-5\n18446744073709551615\n2\n']);
    expect(stderr).toContain('said 18446744073709551615');
  });

  it('tells what a unit threw, and where', async () => {
    const collected = await map('./work.py#picky', '--on-error', 'collect', '--values', '-w', '1');
    expect([collected.code, collected.stdout]).toEqual([
      1,
      expect.stringContaining('{"index":4,"error":{"name":"ValueError","message":"no two"}}\n'),
    ]);
    const raised = await map('./work.py#picky', '-w', '1');
    expect([raised.code, raised.stderr]).toEqual([
      1,
      expect.stringMatching(/unit 4 threw ValueError: no two \(.*work\.py:11\)/),
    ]);
  });

  it('goes on where it was killed, unless its code has changed', async () => {
    const words = ['map', './work.py#slow', '--input', 'many', '--output', 'out', '-w', '1', '--chunk', '2'];
    const run = startConcur(words, { cwd: scratch });
    while (!existsSync(path('out')) || textOf('out').length < 300) await delay(5);
    run.child.kill('SIGKILL');
    await run.end();
    const again = await concur(words, { cwd: scratch });
    expect(again.code).toBe(0);
    expect(textOf('out').split('\n').slice(0, -1)).toEqual(
      Array.from({ length: 200 }, (_, i) => `{"index":${i},"value":${i}}`),
    );
    writeFileSync(path('helper.py'), 'def up(row): return row + 1 # changed\n');
    const changed = await concur(words, { cwd: scratch });
    expect([changed.code, changed.stderr]).toEqual([2, expect.stringContaining('has changed')]);
  });

  it.each([
    [['./broken.py#up'], 4, /can’t be imported: ModuleNotFoundError: .*nowhere_at_all/],
    [['./work.py#upp'], 2, /has no function upp .*Did you mean up\?/],
    [['./work.py#up', '--engine', 'threads'], 2, /\(the GIL\)/],
    [['./work.py#up', '--python', '/nowhere/python'], 5, /\/nowhere\/python is not an executable program/],
  ])('%j ends with %i', async ([reference = '', ...more], code, message) => {
    const ended = await map(reference, ...more);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringMatching(message)]);
  });

  it('leaves nobody behind where it is killed as its workers are busy', async () => {
    const words = ['map', './work.py#forever', '--input', 'many', '-w', '2'];
    const run = startConcur(words, { cwd: scratch });
    await run.says(/busy/);
    run.child.kill('SIGKILL');
    expect((await run.end()).orphans).toEqual([]);
  });
});
