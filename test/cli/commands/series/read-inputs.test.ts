import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../../src/cli/commands/series/read-inputs.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

function inputsOf(text: string): unknown[] {
  const file = join(temporaryFolder(), 'rows');
  writeFileSync(file, text);
  return readInputs(file);
}

describe('inputs', () => {
  it('keep values that look like nothing', () => {
    expect(inputsOf('null\n0\nfalse\n""\n')).toEqual([null, 0, false, '']);
    expect(inputsOf('[null, 0]')).toEqual([null, 0]);
  });

  it('may end without a newline, with Windows’ line ends, and have blank lines between', () => {
    expect(inputsOf('1\r\n\r\n  \n2')).toEqual([1, 2]);
  });

  it('are one array where a file is one, and an array a line where it is several', () => {
    expect(inputsOf('  \n[[1], [2]]\n')).toEqual([[1], [2]]);
    expect(inputsOf('\ufeff[1, 2]')).toEqual([1, 2]);
    expect(inputsOf('[1,2]\n{"a":[]}')).toEqual([[1, 2], { a: [] }]);
  });

  it('count the lines that are blank when they name one', () => {
    expect(() => inputsOf('1\n\n\n{oops}\n')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringMatching(/--input .*rows, line 4 is not JSON: /),
        hint: expect.stringContaining('Each line is a JSON value'),
      }),
    );
    // An array that isn't closed is taken for lines.
    expect(() => inputsOf('[1,\n2')).toThrow(/line 1 is not JSON/);
  });

  it.each(['\n \n', ' [ ] ', '\ufeff'])('that are none (%j) are an error', (text) => {
    expect(() => inputsOf(text)).toThrow(/rows is empty/);
  });

  it('that can’t be read say why', () => {
    expect(() => readInputs('/nowhere.ndjson')).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('--input /nowhere.ndjson can’t be read: ENOENT'),
      }),
    );
    expect(() => readInputs(temporaryFolder())).toThrow(/can’t be read: EISDIR/);
  });
});
