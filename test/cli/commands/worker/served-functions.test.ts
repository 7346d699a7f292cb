import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { servedFunctions } from '../../../../src/cli/commands/worker/served-functions.ts';
import { codeTree } from '../../../fixtures/code-tree.ts';

describe('servedFunctions', () => {
  it('reads each function that was typed', () => {
    const root = codeTree({ 'a.ts': '', 'b.js': '' });
    const [a, b] = [join(root, 'a.ts'), join(root, 'b.js')];
    expect(servedFunctions([`${a}#fn`, `${a}#other`, b])).toEqual([
      { file: a, name: 'fn' },
      { file: a, name: 'other' },
      { file: b, name: null },
    ]);
    expect(servedFunctions([`${b}#default`])).toEqual([{ file: b, name: null }]);
  });

  it.each([
    [[], 'needs the functions'],
    [['./missing.js#fn'], 'is not a file'],
    [['threads'], 'is not a file'],
    [['./work.py#fn'], 'is in Python'],
    [['package.module:fn'], 'is in Python'],
  ])('refuses %j: %s', (words, why) => {
    expect(() => servedFunctions(words)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: expect.stringContaining(why),
        hint: expect.anything(),
      }),
    );
  });

  it('refuses what is named twice, however it is written', () => {
    const file = join(codeTree({ 'a.js': '' }), 'a.js');
    expect(() => servedFunctions([file, `${file}#default`])).toThrow(`${file}#default is named twice`);
  });
});
