import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Holder, isRunning, ownHolder } from '../../../src/map/journal/holder.ts';

const own: Holder = { pid: 1, startTicks: 10, bootId: 'a', pidNamespace: 'pid:[1]', host: 'here' };
const other: Holder = { ...own, pid: 7, startTicks: 70 };

describe('whether the holder of a lock runs', () => {
  it.each([
    ['it does', other, 70, true],
    ['it is over', other, null, false],
    ['its PID is another process’s by now', other, 71, false],
    ['the machine has been started again', { ...other, bootId: 'b' }, 70, false],
    ['it is on another machine', { ...other, bootId: 'b', host: 'there' }, 70, null],
    ['it is in another container', { ...other, pidNamespace: 'pid:[2]' }, 70, null],
  ])('%s', (_what, holder, startTicks, runs) => {
    expect(isRunning(holder, own, (pid) => (pid === 7 ? startTicks : null))).toBe(runs);
  });

  it('is seen of real processes', async () => {
    expect(isRunning(ownHolder())).toBe(true);
    const child = spawn(process.execPath, ['-e', '']);
    const { pid = 0 } = child;
    await once(child, 'exit');
    expect(isRunning({ ...ownHolder(), pid })).toBe(false);
  });
});
