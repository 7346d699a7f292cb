import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeThrough } from '../../../../src/cli/output/file/through.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

it('follows a link only where there is no place without one', async () => {
  const link = join(temporaryFolder(), 'link');
  symlinkSync('/dev/null', link);
  await writeThrough(link, 'text', false);
  await expect(writeThrough(link, 'text', true)).rejects.toThrow('ELOOP');
});
