import { expect, it } from 'vitest';
import { markedWith } from '../../../../src/run/series/command/marked.ts';
import { inMemory } from '../../../fixtures/captured.ts';

const MARK = 'CONCUR_WATCH=1-2-3';
const stat = (pid: number, session: number) => `${pid} (a) S 1 ${pid} ${session} 0 -1 0`;

it('are those of our session that have the mark, whoever their parents are', () => {
  const proc = inMemory({
    '/proc/self/stat': stat(7, 5),
    '/proc/20/stat': stat(20, 5),
    '/proc/20/environ': `PATH=/bin\0${MARK}\0`,
    // Another's.
    '/proc/21/stat': stat(21, 5),
    '/proc/21/environ': 'CONCUR_WATCH=4-5-6\0',
    // A daemon.
    '/proc/22/stat': stat(22, 22),
    '/proc/22/environ': `${MARK}\0`,
    // Somebody else's, of whom nothing can be read.
    '/proc/23/stat': stat(23, 5),
  });
  expect(markedWith(MARK, proc)).toEqual([20]);
});
