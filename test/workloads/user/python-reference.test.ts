import { describe, expect, it } from 'vitest';
import { readPythonReference } from '../../../src/workloads/user/python-reference.ts';

const read = (reference: string) => readPythonReference(reference, '/home/me');
const FILE = { module: 'work', file: '/home/me/lib/work.py', folder: '/home/me/lib' };

describe('a reference to a function in Python', () => {
  it.each([
    ['lib/work.py#fn', { ...FILE, name: 'fn' }],
    ['./lib/work.py:fn', { ...FILE, name: 'fn' }],
    ['work.py:fn', { ...FILE, file: '/home/me/work.py', folder: '/home/me', name: 'fn' }],
    ['/home/me/lib/work.py#Class.method', { ...FILE, name: 'Class.method' }],
    ['lib/work.py', { ...FILE, name: null }],
    ['lib/work.py#', { ...FILE, name: null }],
    ['package.module:fn', { module: 'package.module', file: null, name: 'fn', folder: '/home/me' }],
    ['work:Class.method', { module: 'work', file: null, name: 'Class.method', folder: '/home/me' }],
  ])('%s', (reference, source) => {
    expect(read(reference)).toEqual(source);
  });

  it.each([
    './work.ts#fn',
    'work.pyc',
    'message:size=1MB',
    'threads',
    'primes',
    'https://a.b/c',
    'package.module',
    '3:4',
    '',
  ])('%j is none', (text) => {
    expect(read(text)).toBeNull();
  });
});
