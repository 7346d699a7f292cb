import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Goal, Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { peer } from './peer.ts';

const GROUPS = [8, 64, 256] as const;
/** Neither its start nor its report is measured: this is what it costs while it looks. */
const SETTLE_MS = 6_000;
const LENGTH_MS = { full: 10_000, quick: 4_000 } as const;

/** What `concur watch` costs while it follows so many threads, all of which are awake, 20 times a second. */
export const watch: Row = {
  name: 'WATCH',
  about: 'what `concur watch` costs',
  limit:
    'The bare timer’s line is what waking up 20 times a second costs on this machine, before anything is read. Growth is far below linear: sleeping threads are sampled round robin.',
  needs: ['cc'],
  rounds: { full: 5, quick: 3 },
  async measure(site, run) {
    const program = join(site.scratchDir, 'many-threads');
    execFileSync(site.programs.cc ?? 'cc', ['-O2', '-pthread', '-o', program, peer('many_threads.c')]);
    const lengthMs = run.quick ? LENGTH_MS.quick : LENGTH_MS.full;
    const shares = await takeTurns(
      [bareTimer(lengthMs), ...GROUPS.map((threads) => watched(site, program, threads, lengthMs))],
      run,
    );
    const [few, many, most] = GROUPS.map((threads) => shares(`${threads}`)) as [number[], number[], number[]];
    const line = (threads: number, values: readonly number[], goals: readonly Goal[]): Line => ({
      row: 'WATCH',
      what: `watch at 20 Hz, ${threads} threads: share of a core`,
      values,
      unit: 'share',
      goals,
      behind: `${((median(values) / threads) * 1e4).toFixed(2)} hundredths of a per cent for each`,
    });
    return [
      {
        row: 'WATCH',
        what: 'a bare Node timer at 20 Hz that does nothing: share of a core',
        values: shares('timer'),
        unit: 'share',
        goals: [],
        behind: '',
      },
      line(8, few, []),
      line(64, many, [{ atMost: 0.01 }]),
      line(256, most, []),
      {
        row: 'WATCH',
        what: 'cost of 256 threads / of 64: 4 is linear',
        values: ratios(most, many),
        unit: 'ratio',
        goals: [{ atMost: 4 }],
        behind: '',
      },
    ];
  },
};

/** The CPU time of all threads of a watching process, as a share of one core. */
function watched(site: Site, program: string, threads: number, lengthMs: number): Candidate<number> {
  return {
    name: `${threads}`,
    async run() {
      const subject = spawn(program, [`${threads}`], { stdio: ['ignore', 'pipe', 'ignore'] });
      try {
        await once(subject.stdout, 'data');
        return await shareOf([site.concur, 'watch', '-q', '-p', `${subject.pid}`], lengthMs);
      } finally {
        subject.kill('SIGKILL');
      }
    },
  };
}

/** What such a timer costs in itself, on this machine: no watch can be cheaper. */
function bareTimer(lengthMs: number): Candidate<number> {
  return { name: 'timer', run: () => shareOf(['-e', 'setInterval(() => {}, 50)'], lengthMs) };
}

/** The share of a core that a Node program takes once it has settled. */
async function shareOf(args: readonly string[], lengthMs: number): Promise<number> {
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { stdio: 'ignore', env });
  try {
    await delay(SETTLE_MS);
    const [startNs, before] = [performance.now() * 1e6, runNsOf(child.pid)];
    await delay(lengthMs);
    return (runNsOf(child.pid) - before) / (performance.now() * 1e6 - startNs);
  } finally {
    child.kill('SIGKILL');
  }
}

function runNsOf(pid: number | undefined): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((tid) => Number(readFileSync(`/proc/${pid}/task/${tid}/schedstat`, 'latin1').split(' ')[0]))
    .reduce((sum, ns) => sum + ns, 0);
}
