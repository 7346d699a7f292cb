import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { median } from '../../src/stats/samples/summary.ts';
import { candidateEnvironment } from '../launch.ts';
import type { Goal, Line } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { ratios } from '../stats.ts';
import { compiledPeer } from './peer.ts';
import { LENGTH_MS, settledShare } from './settled-share.ts';

const GROUPS = [8, 64, 256] as const;

/** What `concur watch` costs while it follows so many threads, each of which works a moment a hundred times a second, 20 times a second. */
export const watch: Row<number> = {
  name: 'WATCH',
  about: 'what `concur watch` costs',
  limit:
    'The bare timer’s line is what waking up 20 times a second costs on this machine, before anything is read. A third of the rest is spent in the kernel, on 16 clocks of threads and what 8 of them are blocked in and where they are. Growth is far below linear: threads that hardly run are sampled round robin.',
  needs: ['cc'],
  rounds: { full: 6, quick: 3 },
  async prepare(site, form) {
    const subject = { site, program: compiledPeer(site, 'many_threads.c'), lengthMs: LENGTH_MS[form] };
    const peers = peersOf(site);
    return {
      candidates: [
        bareTimer(subject),
        ...GROUPS.map((threads) => watched(subject, threads)),
        ...peers.map((peer) => watchedBy(subject, COMPARED, peer)),
        ownTime('alone', subject, null),
        ownTime('watched', subject, watching(site)),
      ],
      lines: (shares) => linesOf(shares, peers),
    };
  },
};

interface Subject {
  readonly site: Site;
  readonly program: string;
  readonly lengthMs: number;
}

/** Another program that samples the threads of a process. */
interface Peer {
  readonly name: string;
  command(pid: number): readonly string[];
  /** Of its cost ÷ that of watch. */
  readonly goals: readonly Goal[];
}

/** As many threads as the peers are compared at. */
const COMPARED = 64;

function peersOf({ programs: { top, pidstat, perf } }: Site): Peer[] {
  const peers: readonly (readonly [string | null, Omit<Peer, 'command'>, (pid: string) => string[]])[] = [
    [
      top,
      { name: 'top -H -d 0.05', goals: [{ atLeast: 3 }] },
      (pid) => ['-b', '-H', '-d', '0.05', '-p', pid],
    ],
    [pidstat, { name: 'pidstat -t 1', goals: [] }, (pid) => ['-t', '-p', pid, '1']],
    [
      perf,
      { name: 'perf sched record (its process alone, not its cost in the kernel)', goals: [] },
      () => ['sched', 'record', '-o', '/dev/null', '--', 'sleep', '60'],
    ],
  ];
  return peers.flatMap(([program, peer, args]) =>
    program === null ? [] : [{ ...peer, command: (pid) => [program, ...args(`${pid}`)] }],
  );
}

function linesOf(shares: Results<number>, peers: readonly Peer[]): Line[] {
  const of = (threads: number) => shares(`${threads}`);
  const many = of(COMPARED);
  return [
    shareLine('a bare Node timer at 20 Hz that does nothing', shares('timer')),
    ...GROUPS.map((threads) => {
      const each = `${((median(of(threads)) / threads) * 1e4).toFixed(2)} hundredths of a per cent for each`;
      const goals = threads === COMPARED ? [{ atMost: 0.01 }] : [];
      return shareLine(`watch at 20 Hz, ${threads} threads`, of(threads), goals, each);
    }),
    costLine('cost of 256 threads / of 64: 4 is linear', ratios(of(256), many), [{ atMost: 4 }]),
    ...peers.flatMap(({ name, goals }) => [
      shareLine(`${name}, 64 threads`, shares(name)),
      costLine(`${name} / watch at 20 Hz, 64 threads`, ratios(shares(name), many), goals),
    ]),
    costLine(
      'CPU time of the 64 threads for their rounds: watched / not',
      ratios(shares('watched'), shares('alone')),
      [{ atMost: 1.005 }],
    ),
  ];
}

function shareLine(what: string, values: readonly number[], goals: readonly Goal[] = [], behind = ''): Line {
  return { what: `${what}: share of a core`, values, unit: 'share', goals, behind };
}

function costLine(what: string, values: readonly number[], goals: readonly Goal[]): Line {
  return { what, values, unit: 'ratio', goals, behind: '' };
}

const watching =
  ({ concur }: Site) =>
  (pid: number) => [process.execPath, concur, 'watch', '-q', '-p', `${pid}`];

/** The CPU time of all threads of a watching process, as a share of one core. */
function watched(subject: Subject, threads: number): Candidate<number> {
  return watchedBy(subject, threads, { name: `${threads}`, command: watching(subject.site) });
}

function watchedBy(
  subject: Subject,
  threads: number,
  { name, command }: Pick<Peer, 'name' | 'command'>,
): Candidate<number> {
  return { name, run: () => beside(subject, threads, (pid) => shareOf(subject, command(pid))) };
}

/** The CPU time of the threads themselves, as a share of one core: alone, or watched. */
function ownTime(name: string, subject: Subject, watcher: Peer['command'] | null): Candidate<number> {
  return {
    name,
    run: () =>
      beside(subject, COMPARED, async (pid) => {
        const child = watcher === null ? null : silently(subject, watcher(pid));
        try {
          return await settledShare(pid, subject.lengthMs);
        } finally {
          child?.kill('SIGKILL');
        }
      }),
  };
}

async function beside<Result>(
  { program }: Subject,
  threads: number,
  measure: (pid: number) => Promise<Result>,
): Promise<Result> {
  const subject = spawn(program, [`${threads}`], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await once(subject.stdout, 'data');
    return await measure(subject.pid as number);
  } finally {
    subject.kill('SIGKILL');
  }
}

/** What such a timer costs in itself, on this machine: no watch can be cheaper. */
function bareTimer(subject: Subject): Candidate<number> {
  const command = [process.execPath, '-e', 'setInterval(() => {}, 50)'];
  return { name: 'timer', run: () => shareOf(subject, command) };
}

/** The share of a core that a program takes once it has settled. */
async function shareOf(subject: Subject, command: readonly string[]): Promise<number> {
  const child = silently(subject, command);
  try {
    return await settledShare(child.pid as number, subject.lengthMs);
  } finally {
    child.kill('SIGKILL');
  }
}

function silently({ site }: Subject, [file = '', ...args]: readonly string[]): ChildProcess {
  return spawn(file, args, { stdio: 'ignore', env: candidateEnvironment(site) });
}
