import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readInputs } from '../../../../src/cli/commands/series/read-inputs.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

async function inputsOf(text: string): Promise<unknown[]> {
  const file = join(temporaryFolder(), 'rows');
  writeFileSync(file, text);
  return (await readInputs(file)).map((input) => JSON.parse(input));
}

describe('inputs', () => {
  it('keep values that look like nothing', async () => {
    expect(await inputsOf('null\n0\nfalse\n""\n')).toEqual([null, 0, false, '']);
    expect(await inputsOf('[null, 0]')).toEqual([null, 0]);
  });

  it('may end without a newline, with Windows’ line ends, and have blank lines between', async () => {
    expect(await inputsOf('1\r\n\r\n  \n2')).toEqual([1, 2]);
  });

  it('are one array where a file is one, and an array a line where it is several', async () => {
    expect(await inputsOf('  \n[[1], [2]]\n')).toEqual([[1], [2]]);
    expect(await inputsOf('\ufeff[1, 2]')).toEqual([1, 2]);
    expect(await inputsOf('[1,2]\n{"a":[]}')).toEqual([[1, 2], { a: [] }]);
  });

  it('stay as they are written: other languages have room for such numbers', async () => {
    const file = join(temporaryFolder(), 'rows');
    const numbers = ['9007199254740993', '1.0', '-0', '1e400', '{"id":18446744073709551615}'];
    writeFileSync(file, numbers.join('\n'));
    expect(await readInputs(file)).toEqual(numbers);
    writeFileSync(file, `[${numbers.join()}]`);
    expect(await readInputs(file)).toEqual(numbers);
  });

  it('count the lines that are blank when they name one', async () => {
    await expect(inputsOf('1\n\n\n{oops}\n')).rejects.toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringMatching(/--input .*rows, line 4 is not JSON: /),
        hint: expect.stringContaining('Each line is a JSON value'),
      }),
    );
    // An array that isn't closed is taken for lines.
    await expect(inputsOf('[1,\n2')).rejects.toThrow(/line 1 is not JSON/);
  });

  it.each(['\n \n', ' [ ] ', '\ufeff'])('that are none (%j) are an error', async (text) => {
    await expect(inputsOf(text)).rejects.toThrow(/rows is empty/);
  });

  it('that can’t be read say why', async () => {
    await expect(readInputs('/nowhere.ndjson')).rejects.toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining('--input /nowhere.ndjson can’t be read: there is no such file'),
      }),
    );
    await expect(readInputs(temporaryFolder())).rejects.toThrow(/can’t be read: it is a folder/);
  });
});
