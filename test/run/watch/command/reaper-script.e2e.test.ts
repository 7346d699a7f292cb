import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { REAPER_SCRIPT } from '../../../../src/run/watch/command/reaper-script.ts';
import { temporaryFolder } from '../../../fixtures/captured.ts';

const MARK = 'CONCUR_WATCH=of-a-test-of-the-reaper';
const PATH = process.env.PATH ?? '';

let sleeper: ChildProcess;
afterEach(() => sleeper.kill('SIGKILL'));

/** A command with the mark, of which the reaper’s list knows nothing; resolves with the signal that ended it when the reaper is done. */
async function afterReaping(list: string | null, session: 'ours' | 'own' = 'ours') {
  const [name, value] = MARK.split('=') as [string, string];
  const env = { PATH, [name]: `${value}.1.` };
  sleeper = spawn('sleep', ['60'], { stdio: 'ignore', env, detached: session === 'own' });
  await once(sleeper, 'spawn');
  const file = join(temporaryFolder(), 'list');
  writeFileSync(file, list ?? '');
  const fd = openSync(file, 'r');
  // Init is nobody’s parent here: the reaper takes whoever started it for gone.
  const args = ['-c', REAPER_SCRIPT, 'concur-reaper', '1', MARK];
  const reaper = spawn('sh', args, {
    stdio: ['ignore', 'ignore', 'ignore', fd],
    env: { PATH, OF: 'reaper' },
  });
  await once(reaper, 'exit');
  closeSync(fd);
  return sleeper.signalCode;
}

describe('when we are killed, the reaper ends what has the mark', () => {
  it('although we were gone before we had told of any command', async () => {
    expect(await afterReaping(null)).toBe('SIGKILL');
  });

  it('although it knows of an earlier command alone', async () => {
    expect(await afterReaping(`${process.pid}:0\n`)).toBe('SIGKILL');
  });

  it('but no daemon, and nothing where we have let all of them live', async () => {
    expect(await afterReaping(null, 'own')).toBeNull();
    sleeper.kill('SIGKILL');
    expect(await afterReaping('\n')).toBeNull();
  });
});
