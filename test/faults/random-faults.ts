import type { FaultedRun } from './faulted-run.ts';
import { workersOf } from './processes.ts';
import { isPython, SUBJECTS, type Subject, WORKERS } from './subjects.ts';

/** Those whose workers can be told from outside, one from the other. */
const MIXED = SUBJECTS.filter((subject) => !isPython(subject) && !/loop|pool/.test(subject));

/** A fault that may come at any moment. */
interface Injection {
  readonly name: string;
  /** The exit codes that it may lead to, besides 0 where it comes too late or can be made good. */
  readonly codes: readonly number[];
  readonly takesTerminal?: true;
  readonly needsProcesses?: true;
  /** @returns whether there was a process to inject it into */
  inject(run: FaultedRun, parent: number, chance: number): Promise<boolean>;
}

/** A fault, whom it meets and when: all of it follows from a seed. */
export interface RandomFault {
  readonly injection: Injection;
  readonly subject: Subject;
  /** From the start of the subject's process. */
  readonly afterMs: number;
  /** In [0, 1): which of several it is to be. */
  readonly chance: number;
}

/** A subject has started, worked and ended after this many milliseconds, if nothing comes between. */
const LONGEST_MS = 900;

const INJECTIONS: readonly Injection[] = [
  ...(['SIGKILL', 'SIGTERM'] as const).map(
    (signal): Injection => ({
      name: `${signal} to a worker`,
      // A watched command works alone until it has children.
      codes: [1, signal === 'SIGKILL' ? 137 : 143],
      needsProcesses: true,
      inject: async (_run, parent, chance) => kill(oneOf(workersOf(parent), chance), signal),
    }),
  ),
  {
    name: 'SIGKILL to all workers',
    codes: [1, 137],
    needsProcesses: true,
    async inject(_run, parent) {
      const workers = workersOf(parent).slice(0, WORKERS);
      for (const worker of workers) kill(worker, 'SIGKILL');
      return workers.length > 0;
    },
  },
  {
    name: 'SIGSTOP and SIGCONT to a worker',
    codes: [],
    needsProcesses: true,
    async inject(run, parent, chance) {
      const worker = oneOf(workersOf(parent), chance);
      const isThere = kill(worker, 'SIGSTOP');
      await run.pause(300);
      return kill(worker, 'SIGCONT') && isThere;
    },
  },
  ...([2, 15, 1, 9] as const).map(
    (signal): Injection => ({
      name: `signal ${signal} to the parent`,
      codes: [128 + signal],
      inject: async (_run, parent) => kill(parent, signal),
    }),
  ),
  {
    name: 'SIGTERM to the parent, twice',
    codes: [143, 137],
    async inject(run, parent, chance) {
      const isThere = kill(parent, 'SIGTERM');
      await run.pause(chance * 100);
      kill(parent, 'SIGTERM');
      return isThere;
    },
  },
  {
    name: 'Ctrl-C on the terminal',
    codes: [130],
    async inject(run) {
      run.terminal.key('C-c');
      return true;
    },
  },
  {
    name: 'another size of the terminal',
    codes: [],
    async inject(run, _parent, chance) {
      run.terminal.resize(20 + Math.floor(chance * 200), 10 + Math.floor(chance * 50));
      return true;
    },
  },
  {
    name: 'the terminal is closed',
    codes: [129],
    takesTerminal: true,
    inject: async () => true,
  },
];

/** @param random numbers in [0, 1), from a seed */
export function randomFault(random: () => number): RandomFault {
  const subject = pick(MIXED, random());
  const possible = INJECTIONS.filter(
    ({ needsProcesses }) => needsProcesses !== true || !subject.endsWith('threads'),
  );
  return {
    injection: pick(possible, random()),
    subject,
    afterMs: Math.floor(random() * LONGEST_MS),
    chance: random(),
  };
}

function kill(pid: number | undefined, signal: NodeJS.Signals | number): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
    return false;
  }
}

function oneOf(pids: readonly number[], chance: number): number | undefined {
  return pids[Math.floor(chance * pids.length)];
}

function pick<Item>(items: readonly Item[], chance: number): Item {
  return items[Math.floor(chance * items.length)] as Item;
}
