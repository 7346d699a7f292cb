import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWork, readWorks } from '../../src/api/compare-request.ts';
import { packageRoot } from '../../src/base/files/package-root.ts';

const FUNCTIONS = join(packageRoot(), 'test', 'fixtures', 'functions');
const PYTHON = { module: 'rows', file: join(FUNCTIONS, 'rows.py'), folder: FUNCTIONS, name: 'hash_row' };

describe('the work that compare() is given', () => {
  it.each([
    [new URL(`file://${FUNCTIONS}/rows.py#hash_row`)],
    ['rows.py#hash_row'],
    ['./rows.py:hash_row'],
    [join(FUNCTIONS, 'rows.py#hash_row')],
  ])('%s is a function in Python', (work) => {
    expect(readWork(work, FUNCTIONS)).toEqual(PYTHON);
  });

  it('may be a function of a module that Python finds, of a module of Node’s, or built-in work', () => {
    const byName = { module: 'package.module', file: null, folder: '/here', name: 'fn' };
    expect(readWork('package.module:fn', '/here')).toEqual(byName);
    expect(readWork('rows.ts#hashRow', FUNCTIONS)).toEqual({
      file: join(FUNCTIONS, 'rows.ts'),
      name: 'hashRow',
    });
    expect(readWork('message:size=1MB', '/here')).toBe('message:size=1MB');
  });

  it('may be a list of functions, but not of built-in work', () => {
    const list = ['rows.ts#hashRow', 'rows.py#hash_row'];
    expect(readWorks(list, FUNCTIONS)).toEqual(list.map((each) => readWork(each, FUNCTIONS)));
    expect(readWorks('primes', FUNCTIONS)).toEqual(['primes']);
    expect(() => readWorks(['rows.ts', 'primes'], FUNCTIONS)).toThrow(
      'compare: primes is built-in work, and a list takes functions alone',
    );
    expect(() => readWorks([], FUNCTIONS)).toThrow(TypeError);
  });

  it('is an error where there is no such file, or it is nothing of the kind', () => {
    expect(() => readWork('./nowhere.py#f', FUNCTIONS)).toThrow(/there is no file .*nowhere\.py/);
    expect(() => readWork(5, FUNCTIONS)).toThrow(TypeError);
  });
});
