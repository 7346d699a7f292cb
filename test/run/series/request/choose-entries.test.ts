import { describe, expect, it } from 'vitest';
import type { UnitWork } from '../../../../src/run/series/candidate.ts';
import { chooseEntries, permissionsFor } from '../../../../src/run/series/request/choose-entries.ts';
import { makeInterpreter, makeUnitWork } from '../../../fixtures/series.ts';

const version = (source: string, overrides: Partial<UnitWork> = {}) =>
  makeUnitWork({ about: { ...makeUnitWork().about, source }, expected: null, ...overrides });
const inPython = (source: string, ...paths: readonly string[]) =>
  version(source, {
    runtime: 'python',
    interpreters: paths.map((path) => makeInterpreter({ path })),
  });

const OLD = version('/a/old.ts#f');
const NEW = version('/a/new.ts#f');

describe('what takes part', () => {
  it('is each engine, where there is one work', () => {
    const { entries } = chooseEntries(['threads', 'threads'], [OLD]);
    expect(entries.map(({ label, engine }) => [label, engine])).toEqual([
      ['threads', 'threads'],
      ['threads#2', 'threads'],
    ]);
  });

  it('is each version, on one loop unless another engine is named', () => {
    const onLoop = chooseEntries([], [OLD, NEW]).entries;
    expect(onLoop.map(({ label, engine, work }) => [label, engine, work])).toEqual([
      ['old.ts', 'loop', OLD],
      ['new.ts', 'loop', NEW],
    ]);
    const onThreads = chooseEntries(['threads'], [OLD, NEW]).entries;
    expect(onThreads.map(({ engine }) => engine)).toEqual(['threads', 'threads']);
  });

  it('may be in both languages, on the engine of that name in each', () => {
    const { entries } = chooseEntries(['processes'], [OLD, inPython('/a/work.py#f', '/usr/bin/python3')]);
    expect(entries.map(({ label, engine }) => [label, engine])).toEqual([
      ['old.ts', 'processes'],
      ['work.py', 'multiprocessing'],
    ]);
  });

  it('is no version on several engines, in several Pythons, or on one of another language', () => {
    expect(() => chooseEntries(['loop', 'threads'], [OLD, NEW])).toThrow(
      'several functions are compared on one engine, not on loop and threads',
    );
    const both = inPython('/a/work.py#f', '/usr/bin/python3', '/opt/python3');
    expect(() => chooseEntries([], [both, OLD])).toThrow('several functions are compared in one Python');
    expect(() => chooseEntries(['pool'], [OLD, inPython('/a/work.py#f', '/usr/bin/python3')])).toThrow(
      'pool runs JavaScript, but this work is Python',
    );
  });
});

it('versions need no more permissions than their engine', () => {
  const file = (path: string) => ({ file: path, name: 'f' });
  expect(permissionsFor([], [file('/a/old.ts'), file('/a/new.ts')])).toEqual(['fs.read', 'worker']);
  expect(permissionsFor([], [file('/a/old.ts')])).toContain('child');
});
