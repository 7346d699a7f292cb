import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWork } from '../../src/api/compare-request.ts';
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

  it('is an error where there is no such file, or it is nothing of the kind', () => {
    expect(() => readWork('./nowhere.py#f', FUNCTIONS)).toThrow(/there is no file .*nowhere\.py/);
    expect(() => readWork(5, FUNCTIONS)).toThrow(TypeError);
  });
});
