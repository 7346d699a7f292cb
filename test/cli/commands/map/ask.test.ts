import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ConcurError } from '../../../../src/base/errors/errors.ts';
import { askMap } from '../../../../src/cli/commands/map/ask.ts';

const folder = mkdtempSync(join(tmpdir(), 'concur-map-'));
afterAll(() => rmSync(folder, { recursive: true }));

const work = join(folder, 'work.mjs');
const python = join(folder, 'work.py');
const rows = join(folder, 'rows.ndjson');
const out = join(folder, 'out.ndjson');
writeFileSync(work, '');
writeFileSync(python, '');
writeFileSync(rows, '');
symlinkSync(rows, join(folder, 'link'));

describe('what was typed', () => {
  it('has its defaults', () => {
    expect(askMap([`${work}#fn`], { lines: rows, output: out })).toMatchObject({
      function: `${work}#fn`,
      source: { file: work, name: 'fn' },
      workforce: {
        type: 'here',
        pool: { engine: 'threads', workers: null, retries: 0, concurrency: 1 },
      },
      files: { output: out, journal: `${out}.journal` },
      shard: { part: 1, of: 1 },
      values: false,
      onError: 'raise',
    });
  });

  it('may be a function in Python: on processes, in the interpreter that is named', () => {
    const pool = { engine: 'processes', python: '3.13', source: { file: python, name: 'fn' } };
    expect(askMap([`${python}#fn`], { lines: rows, python: ['3.13'] })).toMatchObject({
      workforce: { pool },
    });
    const byName = { module: 'package.work', file: null, name: 'fn', folder: process.cwd() };
    expect(askMap(['package.work:fn'], { lines: rows })).toMatchObject({ source: byName });
  });

  it('may be for hosts: with a broker, and nothing that hosts say themselves', () => {
    const options = { lines: rows, mapEngine: 'hosts', broker: 'redis://127.0.0.1:7', hosts: 2 } as const;
    expect(askMap([work], options).workforce).toMatchObject({
      type: 'hosts',
      order: { hosts: 2, leaseMs: 10_000, run: null },
      broker: { url: 'redis://127.0.0.1:7', insecure: false },
    });
    expect(() => askMap([work], { ...options, workers: 2 })).toThrow(
      '-w is for --engine threads or processes',
    );
    expect(() => askMap([work], { lines: rows, hosts: 2 })).toThrow('--hosts is for --engine hosts');
    expect(() => askMap([python], options)).toThrow('hosts can’t run a function in Python');
    const typed = { ...options, broker: 'redis://u:secret@127.0.0.1:7' };
    expect(() => askMap([work], typed)).toThrow('--broker holds a password');
  });

  it('runs in one Python', () => {
    expect(() => askMap([`${python}#fn`], { lines: rows, python: ['3.12', '3.13'] })).toThrow(
      expect.objectContaining({ code: 'USAGE', facts: { kind: 'several-pythons' } }),
    );
    expect(() => askMap([work], { lines: rows, python: ['3.13'] })).toThrow(
      '--python needs your own function in Python',
    );
  });

  it('names what to type for a file that is none', () => {
    const hint = (options: object) => {
      try {
        return askMap([work], { lines: rows, ...options });
      } catch (error) {
        return (error as ConcurError).hint;
      }
    };
    expect(hint({ output: folder })).toBe(`Name a file in it: ${join(folder, 'out.ndjson')}`);
    expect(hint({ output: '/dev/null' })).toBe('Leave --output out, and redirect: > /dev/null');
    expect(hint({ output: out, journal: '/dev/null' })).toBe('Name a file: --journal out.ndjson.journal.');
    expect(hint({ mapEngine: 'hosts', workers: 2 })).toBe(
      'Leave it out, or take --engine threads or processes.',
    );
  });

  it('may have no files: stdin and stdout', () => {
    expect(askMap([work], { lines: '-' })).toMatchObject({ input: '-', output: '-', files: null });
  });

  it('has one journal for each output, whatever links lead there', () => {
    symlinkSync(out, join(folder, 'latest'));
    const { files } = askMap([work], { lines: rows, output: join(folder, 'latest') });
    expect(files).toEqual(askMap([work], { lines: rows, output: out }).files);
  });

  it('has one name for each file, whatever links lead there', () => {
    expect(() => askMap([work], { lines: join(folder, 'link'), output: rows })).toThrow(
      'must be different files',
    );
    expect(() => askMap([work], { lines: rows, output: out, journal: out })).toThrow(
      'must be different files',
    );
  });

  it('knows a file of inputs that was typed without its option', () => {
    expect(() => askMap([work, rows], {})).toThrow(
      expect.objectContaining({ hint: `The inputs are an option: --input ${rows}` }),
    );
  });

  it.each([
    [[], { lines: rows }, 'map needs a function'],
    [[work, work], { lines: rows }, 'map takes one function'],
    [[work], {}, 'map needs inputs: --input FILE'],
    [[python], { lines: rows, mapEngine: 'threads' }, 'threads can’t run a function in Python'],
    [['threads'], { lines: rows }, '“threads” is not a module'],
    [[`${work}x#fn`], { lines: rows }, 'is not a file'],
    [[work], { lines: rows, json: true }, '--json and the results both write to stdout'],
    [[work], { lines: rows, journal: 'j' }, '--journal is of no use where the results go to stdout'],
    [[work], { lines: rows, restart: true }, '--restart is of no use'],
    [[work], { lines: '-', output: out, journal: 'j' }, 'it can’t be read again'],
    [[work], { lines: rows, output: '/dev/null' }, '/dev/null is no file'],
    [[work], { lines: rows, output: folder }, `${folder} is a folder`],
    [[work], { lines: rows, output: out, journal: folder }, `${folder} is a folder`],
    [[work], { lines: rows, output: join(folder, 'no', 'out') }, 'its folder is not there'],
  ] as const)('%j %j is refused: %s', (words, options, message) => {
    expect(() => askMap(words, options)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining(message),
        hint: expect.any(String),
      }),
    );
  });
});
