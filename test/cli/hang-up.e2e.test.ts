import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { CONCUR, cleanEnvironment, NODE } from '../harness/concur.ts';

// Python opens the pseudo-terminal, reads from it until its time is over, and closes it: the kernel hangs up.
const CLOSE = `
import os, pty, select, sys, time
pid, terminal = pty.fork()
if pid == 0: os.execv(sys.argv[2], sys.argv[2:])
end = time.time() + float(sys.argv[1])
while time.time() < end:
    if select.select([terminal], [], [], 0.1)[0]:
        try: os.read(terminal, 65536)
        except OSError: break
os.close(terminal)
_, status = os.waitpid(pid, 0)
print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0)`;

function pythonMissing(): boolean {
  try {
    execFileSync('python3', ['-c', 'import pty'], { stdio: 'ignore' });
    return false;
  } catch {
    return true;
  }
}

describe.skipIf(pythonMissing())('a terminal that is closed (skipped without python3)', () => {
  it.each([
    ['1.5', ['watch', '--', 'sleep', '30']],
    ['1.5', ['watch', '--', 'sh', '-c', 'trap "" HUP; sleep 3']],
    ['1.5', ['watch', '-p', `${process.pid}`]],
    ['1.5', ['compare', 'threads', 'loop']],
    ['1.5', ['demo', 'threads', 'multicore']],
    ['1.5', ['scale']],
    ['1', ['check']],
    ['0.3', ['cores']],
  ])('after %s s ends %j as a hang-up does: shells see 129', (seconds, args) => {
    const said = execFileSync('python3', ['-c', CLOSE, seconds, NODE, CONCUR, ...args], {
      encoding: 'utf8',
      env: cleanEnvironment(),
    });
    expect(['1 0', '0 129']).toContain(said.trim());
  });
});
