import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../../src/base/files/package-root.ts';
import { chooseWork } from '../../../../src/cli/commands/series/choose-work.ts';
import { readAsked } from '../../../../src/cli/commands/series/named-subjects.ts';
import { readSource } from '../../../../src/cli/options/own-function.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

const FUNCTIONS = join(packageRoot(), 'test', 'fixtures', 'functions');
const ROWS = join(FUNCTIONS, 'rows.ts');
const HASH_ROW = { file: ROWS, name: 'hashRow' };

const usage = (message: string, hint: string) =>
  expect.objectContaining({
    code: 'USAGE',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });

/** A module in a folder of this name. */
function moduleIn(folder: string): string {
  const path = join(temporaryFolder(), folder);
  mkdirSync(path);
  const file = join(path, 'work.mjs');
  writeFileSync(file, 'export const twice = (x) => 2 * x;\n');
  return file;
}

describe('a module', () => {
  it('is found from where we are', () => {
    expect(readSource(`./${relative(process.cwd(), ROWS)}#hashRow`)).toEqual(HASH_ROW);
  });

  it('may lie in a folder with a # in its name', () => {
    const file = moduleIn('c#d');
    expect(readSource(`${file}#twice`)).toEqual({ file, name: 'twice' });
    expect(readSource(`${file}#`)).toEqual({ file, name: null });
  });

  it('may lie in such a folder where its default export is meant', () => {
    const file = moduleIn('c#d');
    expect(readSource(file)).toEqual({ file, name: null });
  });

  it.each([
    [`${FUNCTIONS}/nowhere.mjs`, 'is not a file (looked for', 'Name a module'],
    [FUNCTIONS, 'is not a file', 'Name a module'],
    ['./package.json', 'is not a JavaScript or TypeScript module', '.mts or .cts'],
    ['package.json', 'neither an engine', 'as ./work.ts#name'],
    ['proceses', 'neither an engine (threads, processes, pool or loop)', 'Did you mean processes?'],
    ['', 'neither an engine', './work.ts#name'],
  ])('%j is refused, with what to type instead', (word, message, hint) => {
    expect(() => readSource(word)).toThrow(usage(message, hint));
  });
});

it('nothing asked for is neither an engine nor a function', () => {
  expect(readAsked({ words: [], options: {} })).toEqual({ engines: [], sources: [], areHosts: false });
});

describe('the work of a series', () => {
  it('takes its units from its inputs, where a function has some', async () => {
    const input = join(temporaryFolder(), 'rows.ndjson');
    writeFileSync(input, '{"id":1}\n{"id":2}\n{"id":3}\n');
    const { about, inputs, impossible, expected, needsScratch } = await chooseWork(HASH_ROW, { input });
    expect(about).toMatchObject({ units: 3, source: `${ROWS}#hashRow`, unit: 'a call with one input' });
    expect(inputs).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    expect([expected, needsScratch, impossible('processes', null)]).toEqual([null, false, null]);
  });

  it('is as many calls as were asked for, each with its index', async () => {
    expect((await chooseWork(HASH_ROW, { units: 7 })).about).toMatchObject({
      units: 7,
      unit: 'a call with its index',
    });
    expect((await chooseWork({ file: ROWS, name: null }, {})).about).toMatchObject({
      name: 'default',
      source: ROWS,
    });
  });

  it('is told which function to load, whatever else its module has', async () => {
    expect((await chooseWork(HASH_ROW, {})).params).toEqual({ function: HASH_ROW });
    expect((await chooseWork(HASH_ROW, {})).module).toMatch(/call\.[ct]js$/);
  });

  it('may take ten seconds a unit, unless a timeout says how long all may take', async () => {
    expect((await chooseWork(HASH_ROW, {})).unitMs).toBe(2000);
    expect((await chooseWork(HASH_ROW, { timeout: 5 })).unitMs).toBe(1);
    // Of built-in work it is known how long a unit takes.
    expect((await chooseWork(null, { timeout: 5 })).unitMs).toBe((await chooseWork(null, {})).unitMs);
  });

  it('of a built-in workload has as many units as suit it, or as were asked for', async () => {
    expect((await chooseWork(null, { workload: 'sleep' })).about.units).not.toBe(
      (await chooseWork(null, {})).about.units,
    );
    expect((await chooseWork(null, { units: 5 })).about.units).toBe(5);
  });

  it.each([
    [null, { input: 'rows.ndjson' }, '--input needs your own function', '--input rows.ndjson'],
    [HASH_ROW, { workload: 'compute' }, '--workload and your own function exclude', 'Leave one'],
    [
      null,
      { units: 200_000_000 },
      '200000000 units are more than one run may have',
      'more work in each unit',
    ],
    [HASH_ROW, { units: 1e15 }, 'units are more than one run may have', 'more work in each unit'],
    [HASH_ROW, { input: 'x', units: 5 }, '--input and --units exclude', 'leave --units out'],
  ])('of %j with %j is refused', async (source, options, message, hint) => {
    await expect(chooseWork(source, options)).rejects.toThrow(usage(message, hint));
  });
});
