import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findTool } from '../../src/machine/tools.ts';
import { tellSkipped } from '../harness/cgroup.ts';
import { CONCUR, documentOf, NODE, Run } from '../harness/concur.ts';
import { noRedis } from '../harness/redis.ts';

tellSkipped('hosts that are simulated', noRedis);

const WORDS = [NODE, CONCUR, 'demo', 'machines', '--quick', '--json', '--no-progress'];

interface Machines {
  readonly run: Run;
  /** Where it makes all of its temporary folders. */
  readonly folder: string;
}

function startMachines(env: NodeJS.ProcessEnv = {}): Machines {
  const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return { run: new Run(WORDS, { env: { ...env, TMPDIR: folder } }), folder };
}

/** The broker and the hosts work in folders of the run’s; a server writes its title over its environment. */
function processesIn(folder: string): { readonly pid: number; readonly words: string }[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      if (!readlinkSync(`/proc/${pid}/cwd`).startsWith(folder)) return [];
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(pid), words }];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

/** Resolves to the PID of the process whose words are these, as soon as it is there. */
async function processOf({ folder }: Machines, words: RegExp): Promise<number> {
  for (;;) {
    const found = processesIn(folder).find((process) => words.test(process.words));
    if (found !== undefined) return found.pid;
    await delay(10);
  }
}

/** Resolves to what is left of it after its end: nothing, after two seconds at most. */
async function leftOf({ folder }: Machines): Promise<unknown[]> {
  for (let look = 0; look < 100 && processesIn(folder).length > 0; look++) await delay(20);
  return [...processesIn(folder), ...readdirSync(folder)];
}

const BROKER = /^\S+\/(?:redis|valkey)-server\b/;
const HOST_B = /concur\.cjs worker .* --name b /;

describe.skipIf(noRedis !== null)('two hosts that are simulated', () => {
  it('show what hosts are, and leave nothing behind', async () => {
    const machines = startMachines();
    const ended = await machines.run.end();
    const result = documentOf(ended).scenarios[0];
    const outcomes = Object.fromEntries((result?.claims ?? []).map(({ id, outcome }) => [id, outcome]));
    // A neighbour on this machine can leave the others open.
    expect(outcomes).toMatchObject({ 'no-shared-memory': 'holds', 'more-cores': 'inconclusive' });
    expect(result?.story.join('\n')).toContain('host a was ended by SIGKILL while it worked');
    expect(Object.values(outcomes)).not.toContain('fails');
    expect(ended).toMatchObject({ code: 0, orphans: [] });
    expect(await leftOf(machines)).toEqual([]);
  });

  it.each([
    ['the broker', BROKER, 'the broker was ended by SIGKILL'],
    ['a host', HOST_B, 'host b '],
  ])('say so where %s ends that nobody meant to end', async (_what, words, why) => {
    const machines = startMachines();
    process.kill(await processOf(machines, words), 'SIGKILL');
    const ended = await machines.run.end();
    const result = documentOf(ended).scenarios[0];
    expect(result?.outcome).toBe('inconclusive');
    expect(result?.because[0]).toContain(`observed unknown: ${why}`);
    expect(ended).toMatchObject({ code: 0, orphans: [] });
    expect(await leftOf(machines)).toEqual([]);
  });

  it.each([
    ['the broker', BROKER],
    ['a host', HOST_B],
  ])('are gone after Ctrl-C once there is %s', async (_what, words) => {
    const machines = startMachines();
    await processOf(machines, words);
    machines.run.child.kill('SIGINT');
    expect(await machines.run.end()).toMatchObject({ code: 130, orphans: [] });
    expect(await leftOf(machines)).toEqual([]);
  });

  it('are gone when we are killed', async () => {
    const machines = startMachines();
    await processOf(machines, HOST_B);
    machines.run.child.kill('SIGKILL');
    expect(await machines.run.end()).toMatchObject({ signal: 'SIGKILL' });
    // A shell of their own ends them: on a busy machine that takes its time.
    expect(await machines.run.orphans(20_000)).toEqual([]);
    await leftOf(machines);
    expect(processesIn(machines.folder)).toEqual([]);
  });
});

it('are skipped by name where no server is in PATH', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'concur-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const setpriv = findTool('setpriv', process.env.PATH ?? '');
  if (setpriv !== null) symlinkSync(setpriv, join(folder, 'setpriv'));
  const { run } = startMachines({ PATH: folder });
  const ended = await run.end();
  expect(documentOf(ended).scenarios[0]).toMatchObject({
    outcome: 'skipped',
    because: [
      'it starts a broker and hosts of its own, and neither redis-server nor valkey-server is in PATH',
    ],
  });
  expect(ended.code).toBe(0);
});
