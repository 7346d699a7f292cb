import { expect, it } from 'vitest';
import { checkThreadRoom } from '../../../src/engine/threads/memory.ts';
import { captured } from '../../fixtures/captured.ts';

const process = (limit: string, takenKb: number) =>
  captured({
    '/proc/self/limits': `Limit                     Soft Limit           Hard Limit           Units\nMax address space         ${limit}           unlimited            bytes\n`,
    '/proc/self/status': `Name:\tnode\nVmSize:\t  ${takenKb} kB\n`,
  });

it('says how many worker threads fit into a limited address space', () => {
  // 3 GB, of which 0.7 are taken: three of 0.62 after the 0.27 that the first takes beside.
  const sysroot = process('3000000000', 700_000);
  expect(() => checkThreadRoom(3, sysroot)).not.toThrow();
  expect(() => checkThreadRoom(4, sysroot)).toThrow(
    expect.objectContaining({
      code: 'WORKER_FAILED',
      message:
        '4 worker threads can’t be started: the limit of the address space (ulimit -v) is 3.0 GB, and each thread needs about 620.0 MB',
      hint: 'Start 3 at most, use processes, or raise the limit.',
    }),
  );
});

it('names what helps where none fits', () => {
  expect(() => checkThreadRoom(1, process('1600000000', 720_000))).toThrow(
    expect.objectContaining({ hint: 'Use processes, or raise the limit: ulimit -v unlimited.' }),
  );
});

it('lets all pass where nothing is limited, or nothing is known', () => {
  checkThreadRoom(1000, process('unlimited', 700_000));
  checkThreadRoom(1000, captured({}));
  checkThreadRoom(0, process('1', 700_000));
});
