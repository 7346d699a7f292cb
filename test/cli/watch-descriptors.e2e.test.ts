import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findProgram } from '../../src/machine/tools.ts';
import { CONCUR, cleanEnvironment, NODE, Run } from '../harness/concur.ts';

// A watched command has every descriptor that it would have without us, and no other.

const folder = mkdtempSync(join(tmpdir(), 'concur-descriptors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WATCH = [NODE, CONCUR, 'watch', '-q', '--'] as const;
const LIST = ['ls', '/proc/self/fd'] as const;
const bash = findProgram('bash', process.env.PATH ?? '');
const make = findProgram('make', process.env.PATH ?? '');

function without(program: string, path: string | null): boolean {
  if (path === null) process.stderr.write(`skipped: ${program} is not installed\n`);
  return path === null;
}

describe('concur watch -- COMMAND', () => {
  it.each([[[]], [[3]], [[4]], [[3, 4, 5]], [[5, 9, 20]], [Array.from({ length: 40 }, (_, fd) => fd + 3)]])(
    'hands on what it was given, and nothing of its own: %j',
    (given) => {
      const file = openSync(join(folder, 'log'), 'a');
      const length = Math.max(2, ...given) + 1;
      const others = Array.from({ length }, (_, fd) => (given.includes(fd) ? file : 'ignore'));
      const stdio = ['ignore', 'pipe', 'pipe', ...others.slice(3)] as const;
      const run = ([name, ...args]: readonly string[]) =>
        spawnSync(name as string, args, { stdio: [...stdio], env: cleanEnvironment(), encoding: 'utf8' })
          .stdout;
      expect(run([...WATCH, ...LIST])).toBe(run(LIST));
      closeSync(file);
    },
  );

  it('so that it can write to a file that its caller has opened', async () => {
    const line = `exec 3>'${folder}/three'; '${WATCH.join("' '")}' sh -c 'echo x >&3'`;
    expect((await new Run(['sh', '-c', line]).end()).code).toBe(0);
    expect(readFileSync(join(folder, 'three'), 'utf8')).toBe('x\n');
  });

  it.skipIf(without('bash', bash))('and read what another program writes', async () => {
    const line = `'${WATCH.join("' '")}' cat <(echo hi) 4< <(echo unread)`;
    expect((await new Run([bash ?? '', '-c', line]).end()).stdout).toBe('hi\n');
  });

  it.skipIf(without('make', make))(
    'and make, as part of another make, works on two things at once',
    async () => {
      const outer = join(folder, 'outer.mk');
      const inner = join(folder, 'inner.mk');
      writeFileSync(outer, `all:\n\t+@'${WATCH.join("' '")}' $(MAKE) -f ${inner}\n`);
      // Each waits for the other.
      const met = (own: string, other: string) =>
        `\t@touch ${folder}/${own}; for i in $$(seq 200); do [ -e ${folder}/${other} ] && exit 0; sleep 0.05; done; exit 1\n`;
      writeFileSync(inner, `all: a b\na:\n${met('a', 'b')}b:\n${met('b', 'a')}`);
      const { code, stderr } = await new Run([make ?? '', '-j2', '-f', outer]).end();
      expect([code, stderr]).toEqual([0, expect.not.stringContaining('jobserver unavailable')]);
    },
  );

  it.skipIf(without('bash', bash))('whose number may be above the limit of today', async () => {
    const line = `exec 200>'${folder}/above'; ulimit -n 100; '${WATCH.join("' '")}' bash -c 'echo x >&200'`;
    const { code, stderr } = await new Run([bash ?? '', '-c', line]).end();
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('EINVAL')]);
    expect(readFileSync(join(folder, 'above'), 'utf8')).toBe('x\n');
  });

  it.skipIf(without('bash', bash))('and no helper has what the command was given', async () => {
    const [script, file] = [join(folder, 'list.sh'), join(folder, 'given')];
    writeFileSync(
      script,
      'for pid in $(cat /proc/$PPID/task/*/children); do echo "$([ $pid = $$ ] && echo own) $(readlink /proc/$pid/fd/63)"; done',
    );
    // A number that Node leaves open for all that it starts.
    const line = `'${WATCH.join("' '")}' sh ${script} 63>'${file}'`;
    const { stdout } = await new Run([bash ?? '', '-c', line]).end();
    expect(stdout.split('\n').filter((found) => found.endsWith('given'))).toEqual([`own ${file}`]);
    expect(stdout).toContain(' /dev/null\n');
  });
});
