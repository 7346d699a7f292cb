import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { parseCall } from '../../../src/cli/options/own-function.ts';

const ROWS = join(packageRoot(), 'test', 'fixtures', 'functions', 'rows.ts');

describe('--call', () => {
  it('takes a function of a module of Python, found from here', () => {
    expect(parseCall('numpy.linalg:norm')).toEqual({
      language: 'python',
      label: 'norm()',
      module: 'numpy.linalg',
      name: 'norm',
      folder: process.cwd(),
    });
  });

  it.each([`${ROWS}#hashRow`, `${ROWS}:hashRow`])('takes a function of a file: %s', (text) => {
    expect(parseCall(text)).toEqual({ language: 'node', label: text, file: ROWS, name: 'hashRow' });
  });

  it('takes a file’s default export', () => {
    expect(parseCall(ROWS)).toMatchObject({ language: 'node', file: ROWS, name: null });
  });

  it.each(['mine', ':f', 'mine:', 'mine:f()', 'os;rm:f', 'mine:f:g', ''])('takes no “%s”', (text) => {
    expect(() => parseCall(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        hint: 'Write module:function for Python, or ./work.mjs#name for Node.',
      }),
    );
  });

  it('says which file isn’t there', () => {
    expect(() => parseCall('./nope.mjs#f')).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });
});
