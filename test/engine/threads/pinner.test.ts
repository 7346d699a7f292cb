import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { shellWord } from '../../../src/engine/threads/pinner.ts';

it.each(['plain', '', 'two words', "it's", "''", '$HOME `id` \\ "x" *', 'a\nb'])(
  'is read unchanged by a shell: %j',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text);
  },
);
