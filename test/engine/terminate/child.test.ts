import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { endChild } from '../../../src/engine/terminate/child.ts';

it('sends nothing for a process that couldn’t be started: that would reach our own group', async () => {
  const child = spawn('/nonexistent/program');
  const failed = once(child, 'error');
  const kill = vi.spyOn(child, 'kill').mockReturnValue(true);
  endChild(child);
  expect(kill).not.toHaveBeenCalled();
  await failed;
});

it('ends one that runs', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e3)']);
  const ended = once(child, 'exit');
  endChild(child);
  expect(await ended).toEqual([null, 'SIGKILL']);
});
