import { expect, it } from 'vitest';
import { type FileUse, OpenFiles } from '../../../src/machine/follow/open-files.ts';
import { captured } from '../../fixtures/captured.ts';

/** How many files may stay open until there is no more room. */
function kept(files: OpenFiles, use: FileUse): number {
  let count = 0;
  while (files.keep(use)) count++;
  return count;
}

it('what each sample reads has room where files that are read in turns have none left', () => {
  const files = new OpenFiles(captured({}));
  const inTurns = kept(files, 'in-turns');
  expect(inTurns).toBeGreaterThan(0);
  expect(kept(files, 'each-sample')).toBeGreaterThan(2 * inTurns);
  expect(files.keep('in-turns')).toBe(false);
});
