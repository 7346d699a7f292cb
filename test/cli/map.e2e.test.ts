import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { MapDocument } from '../../src/model/documents/map.ts';
import { CONCUR, concur, type Ended, NODE, Run, startConcur } from '../harness/concur.ts';
import { schemaErrors, undescribed } from '../harness/schema.ts';

const WORK = `
import { createHash } from 'node:crypto';
export const double = (row) => 2 * row;
export const slow = (row) => new Promise((resolve) => setTimeout(resolve, 5, row));
export function talk(row) { console.log('said', row); return row; }
export function noFive(row, index) { if (row === 5) throw new RangeError('no five'); return [row, index]; }
export function hash(row) {
  let text = String(row);
  for (let i = 0; i < 100; i++) text = createHash('sha256').update(text).digest('hex');
  return text;
}
`;

const scratch = mkdtempSync(join(tmpdir(), 'concur-map-'));
const path = (name: string) => join(scratch, name);
const textOf = (name: string) => readFileSync(path(name), 'utf8');
const rowsIn = (name: string) =>
  textOf(name)
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index);
const write = (rows: readonly unknown[]) =>
  writeFileSync(path('rows'), rows.map((row) => `${row}\n`).join(''));

/** `concur map ./work.mjs#NAME --input rows …` */
const words = (name: string, ...more: readonly string[]) => [
  'map',
  `./work.mjs#${name}`,
  ...['--input', 'rows', '-w', '2'],
  ...more,
];
const map = (name: string, ...more: readonly string[]): Promise<Ended> =>
  concur(words(name, ...more), { cwd: scratch });
const start = (name: string, ...more: readonly string[]): Run =>
  startConcur(words(name, ...more), { cwd: scratch });

afterAll(() => rmSync(scratch, { recursive: true }));
beforeEach(() => {
  for (const name of readdirSync(scratch)) rmSync(path(name), { recursive: true });
  writeFileSync(path('work.mjs'), WORK);
  write(upTo(10));
});

/** Resolves once a run has written so much, or is over. */
async function written(run: Run, name: string, bytes = 1): Promise<void> {
  while (!existsSync(path(name)) || textOf(name).length < bytes) {
    if (run.child.exitCode !== null) return;
    await delay(5);
  }
}

describe('concur map', () => {
  it.each(['threads', 'processes'])('writes a line for each unit, in order, with %s', async (engine) => {
    const ended = await map('double', '--engine', engine, '--output', 'out', '--journal', 'kept');
    expect(ended).toMatchObject({ code: 0, stderr: '', orphans: [] });
    expect(ended.stdout).toMatch(
      /^10 units done in .*, 0 failed: out\n10 units in .*\n2 workers, one by one: --details\n$/,
    );
    expect(rowsIn('out')).toEqual(upTo(10).map((index) => ({ index, value: 2 * index })));
    expect(readdirSync(scratch).sort()).toEqual(['kept', 'out', 'rows', 'work.mjs']);
  });

  it('has a row for each worker among the details', async () => {
    const { stdout } = await map('double', '--output', 'out', '--details');
    expect(stdout).toMatch(/^10 units done in .*\n10 units in .*\nworker .*\nworker 0 .*\nworker 1 .*\n$/);
  });

  it('prints results alone, whatever the function prints', async () => {
    const { stdout, stderr, code } = await map('talk', '--values');
    expect([code, stdout]).toEqual([
      0,
      upTo(10)
        .map((row) => `${row}\n`)
        .join(''),
    ]);
    expect(stderr).toContain('said 7');
  });

  it('prints nothing that a terminal or a CI server would act on, and the same values', async () => {
    write(['"\u202e##[error]"']);
    const { stdout } = await map('noFive', '--values');
    expect(stdout).not.toMatch(/\u202e|##\[/);
    expect(JSON.parse(stdout)).toEqual(['\u202e##[error]', 0]);
  });

  it('reads stdin, and ends where nobody reads what it prints', async () => {
    const shell = ['sh', '-c', `seq 1 100000 | "$0" "$@" | head -n 2`, NODE, CONCUR];
    const piped = ['map', './work.mjs#double', '--input', '-', '--values'];
    const { stdout, stderr } = await new Run([...shell, ...piped], { cwd: scratch }).end();
    expect([stdout, stderr]).toEqual(['2\n4\n', '']);
  });

  it('does a part of the units; all parts are the whole', async () => {
    const rows: { index: number }[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const output = `out-${shard[0]}`;
      expect(
        await map('noFive', '--shard', shard, '--on-error', 'collect', '--output', output),
      ).toMatchObject({
        code: shard === '3/3' ? 1 : 0,
      });
      rows.push(...rowsIn(output));
    }
    await map('noFive', '--on-error', 'collect', '--output', 'out');
    expect(rows.sort((a, b) => a.index - b.index)).toEqual(rowsIn('out'));
  });

  it('prints a document of itself', async () => {
    const ended = await map('noFive', '--on-error', 'collect', '--output', 'out', '--json');
    const document: MapDocument = JSON.parse(ended.stdout);
    expect([schemaErrors('map', document), undescribed('map', document)]).toEqual([[], []]);
    expect(document).toMatchObject({ units: 10, settled: 10, failed: 1, before: 0, isFinished: true });
    expect([document.exit.code, ended.code]).toEqual([1, 1]);
    expect(document.report?.workers.length).toBeGreaterThan(0);
  });
});

describe('a unit that fails', () => {
  it('ends the run with 1; the next one begins with it', async () => {
    const first = await map('noFive', '--output', 'out');
    expect(first.code).toBe(1);
    expect(first.stderr).toContain('unit 5 threw RangeError: no five');
    expect(first.stdout).toContain('5 of 10 units done');
    expect(rowsIn('out')).toHaveLength(5);
    const second = await map('noFive', '--output', 'out', '--on-error', 'collect');
    expect([second.code, rowsIn('out').length]).toEqual([1, 10]);
    expect(rowsIn('out')[5]).toEqual({ index: 5, error: { name: 'RangeError', message: 'no five' } });
    const third = await map('noFive', '--output', 'out');
    expect([third.code, third.stdout]).toEqual([1, 'all 10 units had been done already, 1 failed: out\n']);
  });

  it('has its line named where that is no JSON', async () => {
    write([1, '{', 3]);
    const { code, stderr } = await map('double');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^concur: rows, line 2 is not JSON: .*\nEach line is a JSON value/m);
    const collected = await map('double', '--on-error', 'collect', '--engine', 'processes');
    const [, flawed] = collected.stdout.split('\n');
    expect(JSON.parse(flawed ?? '')).toMatchObject({ index: 1, error: { name: 'SyntaxError' } });
    expect(flawed).toContain('rows, line 2 is not JSON: ');
  });
});

describe('an integer that JavaScript can’t hold', () => {
  it('is told of: how many there are, and where', async () => {
    write(['1', '{"id":12345678901234567890,"text":"12345678901234567890"}', '[9007199254740993]']);
    const { code, stderr } = await map('noFive', '--output', 'out');
    expect([code, stderr]).toEqual([
      0,
      `2 whole numbers in rows had more digits than JavaScript keeps, and the function got them rounded: the first in line 2, 12345678901234567890
Write such numbers as texts: "…"; a function in Python gets all their digits.
`,
    ]);
    expect((await map('noFive', '--output', 'out', '--restart', '--json')).stdout).toContain('INPUT_ROUNDED');
    write(['"12345678901234567890"', '9007199254740992']);
    expect((await map('noFive', '--output', 'out', '--restart')).stderr).toBe('');
  });
});

describe('a result that JSON has no room for', () => {
  it.each(['threads', 'processes'])('fails its unit, and says where, with %s', async (engine) => {
    writeFileSync(path('work.mjs'), 'export const halves = (row) => ({ rows: [row, new Map()] });');
    write(['1']);
    const ended = await map('halves', '--engine', engine, '--on-error', 'collect');
    expect([ended.code, JSON.parse(ended.stdout)]).toEqual([
      1,
      {
        index: 0,
        error: {
          name: 'TypeError',
          message: 'its result can’t be written as JSON: an object of class Map at .rows[1]',
        },
      },
    ]);
    expect(ended.stderr).not.toContain('json-unit');
  });
});

describe('what can’t be done', () => {
  it.each([
    ['throw new Error("at its top")', 'double', 4, 'at its top'],
    ['export const other = 1;', 'double', 2, 'double'],
  ])('a module with %j', async (source, name, code, message) => {
    writeFileSync(path('work.mjs'), source);
    const ended = await map(name, '--output', 'out');
    expect(ended).toMatchObject({ code, orphans: [] });
    expect(ended.stderr).toContain(message);
  });

  it('to go on with another function, or other inputs', async () => {
    await map('double', '--output', 'out');
    writeFileSync(path('work.mjs'), `${WORK}// changed\n`);
    expect(await map('double', '--output', 'out')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the code of its function has changed'),
    });
    write([1]);
    const { code, stderr } = await map('double', '--output', 'out');
    expect([code, stderr]).toEqual([2, expect.stringContaining('its input file has changed')]);
    expect((await map('double', '--output', 'out', '--restart')).code).toBe(0);
    expect(rowsIn('out')).toEqual([{ index: 0, value: 2 }]);
  });

  it('two runs at once', async () => {
    write(upTo(2_000));
    const run = start('slow', '--output', 'out');
    await written(run, 'out');
    const second = await map('slow', '--output', 'out');
    expect([second.code, second.stderr]).toEqual([2, expect.stringContaining('another run is writing to')]);
    run.child.kill('SIGINT');
    expect(await run.end()).toMatchObject({ code: 130, orphans: [] });
  });
});

describe('a run that is ended', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('by %s says how to go on, and what is settled stays', async (signal, code) => {
    write(upTo(2_000));
    const run = start('slow', '--output', 'out', '--values');
    await written(run, 'out');
    run.child.kill(signal);
    const ended = await run.end();
    expect(ended).toMatchObject({ code, orphans: [] });
    expect(ended.stdout).toContain(`(stopped by ${signal})\nThe same words`);
    const settled = rowsIn('out').length;
    expect(ended.stdout).toContain(`${settled} of 2000 units done`);
    const next = await map('slow', '--output', 'out', '--values', '--concurrency', '100');
    expect(next.stdout).toContain(`${settled} of them by earlier runs`);
    expect(rowsIn('out')).toEqual(upTo(2_000));
  });

  it('ends, though nobody takes what it prints', async () => {
    const source = "export const wide = (row) => (row === 999 && console.log('the last'), 'x'.repeat(1000));";
    writeFileSync(path('work.mjs'), source);
    write(upTo(1_000));
    execFileSync('mkfifo', [path('results')]);
    const reader = openSync(path('results'), constants.O_RDONLY | constants.O_NONBLOCK);
    const piped = ['sh', '-c', 'exec "$0" "$@" > results', NODE, CONCUR, ...words('wide')];
    const run = new Run(piped, { cwd: scratch });
    await run.says(/the last/);
    // All that is left is to print.
    await delay(1_000);
    run.child.kill('SIGINT');
    const ended = await run.end();
    closeSync(reader);
    expect(ended).toMatchObject({ code: 130, orphans: [] });
    expect(ended.stderr).toMatch(/units done in .*\(stopped by SIGINT\)\nWith --output FILE/);
  }, 20_000);

  it('by --timeout exits with 124, and can be gone on with', async () => {
    write(upTo(5_000));
    const { code, stdout } = await map('slow', '--output', 'out', '--timeout', '1s');
    expect([code, stdout]).toEqual([124, expect.stringContaining('--timeout')]);
    expect(existsSync(path('out.journal.lock'))).toBe(false);
  });

  it.each(['threads', 'processes'])(
    'by kill -9, whenever, is gone on with: %s',
    async (engine) => {
      write(upTo(12_000));
      await map('hash', '--output', 'whole');
      let settled = 0;
      for (let kill = 0; kill < 6; kill++) {
        const run = start('hash', '--engine', engine, '--output', 'out');
        // Some before anything is written, some in the midst of it.
        if (kill % 3 > 0) await written(run, 'out', settled + 1);
        await delay(Math.random() * 300);
        run.child.kill('SIGKILL');
        expect((await run.end()).orphans).toEqual([]);
        if (existsSync(path('out'))) settled = textOf('out').length;
      }
      const last = await map('hash', '--engine', engine, '--output', 'out');
      expect([last.code, textOf('out') === textOf('whole')]).toEqual([0, true]);
      expect(existsSync(path('out.journal.lock'))).toBe(false);
    },
    120_000,
  );
});
