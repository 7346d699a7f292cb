import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/base/files/package-root.ts';
import type { ParallelMapError, Warning } from '../../src/index.ts';
import { NODE, Run } from '../harness/concur.ts';

// What the workers of a map inherit, bring home, and leave behind.

const BUILT = join(packageRoot(), 'dist', 'index.js');
const { parallelMap }: typeof import('../../src/index.ts') = await import(BUILT);
const FOLDER = join(packageRoot(), 'test', 'harness', 'map');
const work = (name: string) => new URL(`#${name}`, pathToFileURL(join(FOLDER, 'inherits.mjs')));
const scratch = mkdtempSync(join(tmpdir(), 'concur-workers-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What the workers of a program with these flags see: threads, then processes. */
async function seenWith(flags: readonly string[], name: string): Promise<unknown[]> {
  const program = [join(FOLDER, 'flags-program.mjs'), BUILT, name];
  const { code, stdout, stderr } = await new Run([NODE, ...flags, ...program]).end();
  expect([code, stderr]).toEqual([0, expect.not.stringContaining('rror')]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('workers inherit', () => {
  it('what Node’s own do: conditions, modules to load first, V8’s flags', async () => {
    const flags = ['--conditions=development', '--import', join(FOLDER, 'preload.mjs'), '--expose-gc'];
    const seen = [flags, 'preloaded', 'function'];
    expect(await seenWith(flags, 'flags')).toEqual([seen, seen]);
  });

  it('the size of the heap', async () => {
    const [threads, processes] = await seenWith(['--max-old-space-size=3000'], 'heapMb');
    expect(threads).toBeGreaterThanOrEqual(3000);
    expect(processes).toBeGreaterThanOrEqual(3000);
  });

  it('no debugger’s port: that is left out, and said', async () => {
    const program = [join(FOLDER, 'flags-program.mjs'), BUILT, 'flags'];
    const { code, stdout, stderr } = await new Run([NODE, '--inspect=0', ...program]).end();
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trim().split('\n')[1] ?? '')).toEqual([[], null, 'undefined']);
    expect(stderr).toContain('run without --inspect');
  });
});

describe.each(['threads', 'processes'] as const)('with %s, parallelMap', (engine) => {
  it('keeps Buffers what they are, both ways', async () => {
    const of = Buffer.from('given');
    const [value] = await parallelMap<{ isBuffer: boolean; made: Buffer; list: Map<string, Buffer>[] }>(
      work('bytes'),
      [{ of }],
      { engine },
    );
    expect(value?.isBuffer).toBe(true);
    expect(value?.made).toEqual(Buffer.from('made'));
    expect(value?.list[0]?.get('deep')).toEqual(of);
    expect(Buffer.isBuffer(value?.list[0]?.get('deep'))).toBe(true);
  });

  it('keeps of an error its class’s name, its errors and what it has', async () => {
    const [refused, any] = await Promise.all(
      ['refuse', 'any'].map((name) =>
        parallelMap(work(name), 1, { engine }).catch(({ cause }: ParallelMapError) => cause),
      ),
    );
    expect(refused).toMatchObject({
      name: 'ValidationError',
      issues: [{ path: ['id'] }],
      notKept: ['retry'],
    });
    expect((refused as Error).constructor.name).toBe('ValidationError');
    expect((any as AggregateError).errors.map(String)).toEqual(['Error: refused', 'RangeError: 404']);
  });

  it('rejects where the module never finishes loading, and ends its workers', async () => {
    const file = join(scratch, `${engine}-never.mjs`);
    writeFileSync(file, 'await new Promise(() => {}); export default (n) => n;');
    await expect(parallelMap(file, 1, { engine, timeout: 300 })).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: `${file} was not loaded within 2 s`,
    });
  });

  it('tells of an error that nobody caught, with its text and stack', async () => {
    const warnings: Warning[] = [];
    const onWarning = (warning: Warning) => void warnings.push(warning);
    const values = await parallelMap(work('lost'), 40, { engine, workers: 2, onWarning });
    expect(values).toEqual(Array.from({ length: 40 }, (_, index) => index));
    expect(warnings[0]?.code).toBe('WORKER_ENDED');
    expect(warnings[0]?.message).toMatch(/Error: lost[\s\S]*inherits\.mjs/);
  });
});

it('says how a unit ended its worker, with the end of its stderr', async () => {
  const options = { engine: 'processes', onWarning() {} } as const;
  await expect(parallelMap(work('explain'), 3, options)).rejects.toThrow(
    /unit 1 ended its worker twice .*exit code 4 \(the end of its stderr: the disk is full\)/,
  );
});
