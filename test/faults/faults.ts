import type { Ending, FaultedRun, Wrapping } from './faulted-run.ts';
import type { Need } from './needs.ts';
import { isOfCommands, isPython, type Program, programOf, type Subject, type Work } from './subjects.ts';
import { fits, isPlain } from './verify.ts';

/** What has to come of a fault. */
export interface Expected {
  /** The exit code as a shell sees it; several where it hangs on how far others come. */
  readonly code: number | readonly number[];
  /** What has to be said of it. */
  readonly says?: RegExp;
  /** Whether all that was asked is done all the same. By default where the code is 0. */
  readonly isWhole?: boolean;
}

/** Something that goes wrong, and what each subject has to make of it: a text says why it can't be had there. */
export interface Fault {
  readonly name: string;
  readonly work: Work;
  readonly around?: Wrapping;
  inject?(run: FaultedRun): Promise<void>;
  alsoHolds?(ending: Ending): void;
  /** Which of the reliability goals its time belongs to. */
  readonly goal?: 'R4' | 'R6' | 'R10';
  readonly takesTerminal?: true;
  /** What it meets alone: workers or their end, of Python's engines too; or the user's function, on each of Node's engines. */
  readonly meets?: 'workers' | 'function';
  readonly needs?: Need;
  /** A user's experiment ends as ours do where nothing else is said of it, a series of commands as one of functions. */
  readonly expected: Partial<Record<Subject | 'own' | 'commands', Expected | string>> &
    Record<Exclude<Program, 'own' | 'scale'>, Expected | string>;
}

export function expectedOf({ expected, meets }: Fault, subject: Subject): Expected | string {
  if (isOfCommands(subject))
    return meets === 'function' ? NO_FUNCTION : (expected.commands ?? expected.compare);
  if (isPython(subject) && meets !== 'workers') return NOT_WORKERS;
  if (/loop|pool/.test(subject) && meets !== 'function') return NOT_FUNCTION;
  const program = programOf(subject);
  return expected[subject] ?? (program === 'scale' ? undefined : expected[program]) ?? expected.demo;
}

const NOT_ALONE = 'a signal meets all threads of a process together';
const NOT_WORKERS = 'it doesn’t meet the workers, whose language is all that differs';
const NOT_FUNCTION = 'it doesn’t meet the function, and other threads of ours are tried';
const NO_FUNCTION = 'its commands are no functions';
const OWN_CODE = 'its work is concur’s own';
const OWN_STDOUT = 'its stdout is its own program’s';
const NO_OPTION = 'it has no such option';
const everywhere = (expected: Expected) => ({
  demo: expected,
  compare: expected,
  map: expected,
  watch: expected,
});
const FINE = everywhere({ code: 0 });

/** In Python a function that gets no more memory throws. */
const MEMORY_ERROR: Expected = { code: 4, says: /unit 4 threw MemoryError \(.*work\.py:\d+\)/ };

/** Ends workers in each way in which one can come to grief. */
const WORKERS: readonly Fault[] = [
  {
    name: 'kill -9 a worker',
    goal: 'R4',
    work: 'medium',
    async inject(run) {
      const { workers } = await run.atWork();
      process.kill(workers[0] as number, 'SIGKILL');
    },
    expected: {
      demo: { code: 1, says: /Core 0 .*FAILED \(CPU 0 PID \d+\): was killed by SIGKILL/ },
      own: { code: 1, says: /worker 0 .*was killed by SIGKILL/ },
      'demo threads': NOT_ALONE,
      'demo python-threads': NOT_ALONE,
      'own python-threads': NOT_ALONE,
      compare: { code: 1, says: /concur: processes \(PID \d+\) in .*was killed by SIGKILL/ },
      'compare threads': NOT_ALONE,
      'compare python-threads': NOT_ALONE,
      commands: { code: 4, says: /command\.mjs .*ended with exit code 1 \(run 1\)/ },
      map: { code: 0, says: /worker [01] \(PID \d+\) was killed by SIGKILL.*run again/ },
      'map threads': NOT_ALONE,
      watch: { code: 1 },
    },
  },
  {
    name: 'a worker that throws',
    work: 'throws',
    expected: {
      demo: { code: 1, says: /Core 0 .*FAILED \(CPU 0 PID \d+.*\): an injected fault/ },
      own: { code: 4, says: /unit 4 threw RangeError: unit 4 is too much \(.*work\.py:\d+\)/ },
      compare: {
        code: 4,
        says: /unit 4 threw RangeError: unit 4 is too much \(.*work\.(?:mjs:\d+|py):\d+\)/,
      },
      commands: { code: 4, says: /RangeError: unit 4 is too much[\s\S]*ended with exit code 1 \(run 1\)/ },
      map: { code: 1, says: /rejected: unit 4 threw RangeError: unit 4 is too much \(.*work\.mjs:\d+:\d+\)/ },
      watch: { code: 1, says: /RangeError: unit 4 is too much/ },
    },
  },
  {
    name: 'a worker that calls process.exit',
    work: 'exits',
    expected: {
      demo: {
        code: 1,
        says: /Core 0 .*FAILED \(CPU 0 PID \d+.*\): exited with code 7 before its work was done/,
      },
      own: { code: 4, says: /worker 0 .*exited with code 9 before its work was done/ },
      compare: {
        code: 4,
        says: /work\.(?:mjs|py):\d+ \(exits\): exited with code 9 before its work was done/,
      },
      commands: { code: 4, says: /ended with exit code 9 \(run 1\)/ },
      map: { code: 1, says: /rejected: unit 4 ended its worker twice \(worker [01], PID \d+.*exit code 9\)/ },
      watch: { code: 9 },
    },
  },
  {
    name: 'a worker that runs out of memory',
    work: 'fills',
    // A demo's worker that is to fail so gets a small heap of its own.
    around: { before: '[ "$3" = demo ] || export NODE_OPTIONS=--max-old-space-size=120' },
    expected: {
      demo: { code: 1, says: /Core 0 .*FAILED \(CPU 0 PID \d+.*\): ran out of memory/ },
      compare: { code: 4, says: /work\.mjs:\d+ \(fills\): ran out of memory: its heap limit was reached/ },
      commands: { code: 4, says: /heap out of memory[\s\S]*ended with exit code 1 \(run 1\)/ },
      own: MEMORY_ERROR,
      'compare python-threads': MEMORY_ERROR,
      'compare multiprocessing': MEMORY_ERROR,
      map: {
        code: 1,
        says: /rejected: unit 4 ended its worker twice \(worker [01], PID \d+.*(memory|SIGABRT).*\)/,
      },
      watch: { code: 1, says: /heap out of memory/ },
    },
  },
  {
    name: 'a worker that hangs',
    work: 'hangs',
    expected: {
      demo: { code: 1, says: /Core 0 .*FAILED \(CPU 0 PID \d+.*\): hung: no progress for 10 s/ },
      own: { code: 4, says: /worker 0 .*hung: no progress for 10 s/ },
      compare: { code: 124, says: /--timeout: 4\.00 s elapsed before .*work\.(?:mjs|py):\d+ \(hangs\)/ },
      commands: { code: 124, says: /--timeout: 4\.00 s elapsed/ },
      map: { code: 1, says: /rejected: unit 4 took longer than 500 ms: its worker was ended/ },
      watch: { code: 124 },
    },
  },
  {
    name: 'a worker that is stopped and continued',
    work: 'medium',
    async inject(run) {
      const { workers } = await run.atWork();
      process.kill(workers[0] as number, 'SIGSTOP');
      await run.pause(500);
      process.kill(workers[0] as number, 'SIGCONT');
    },
    expected: {
      ...FINE,
      'demo threads': NOT_ALONE,
      'demo python-threads': NOT_ALONE,
      'own python-threads': NOT_ALONE,
      'compare threads': NOT_ALONE,
      'compare python-threads': NOT_ALONE,
      'map threads': NOT_ALONE,
    },
  },
];

/** What a user's function may do that nobody expects. */
const OWN_FUNCTIONS: readonly Fault[] = [
  {
    name: 'a function that talks to its parent',
    work: 'talks',
    expected: { ...FINE, demo: OWN_CODE, watch: OWN_CODE },
  },
  {
    name: 'a function that prints without line breaks',
    work: 'floods',
    expected: { ...FINE, demo: OWN_CODE, watch: OWN_CODE },
  },
  {
    name: 'a module that never loads',
    work: 'never',
    expected: {
      demo: OWN_CODE,
      compare: { code: 124, says: /--timeout: 4\.00 s elapsed before/ },
      map: { code: 1, says: /rejected: .*never\.mjs was not loaded within 2 s/ },
      watch: OWN_CODE,
    },
  },
];

/** Ends the parent, or takes its terminal away. */
const ENDS: readonly Fault[] = [
  ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map(
    (signal): Fault => ({
      name: `${signal} to the parent alone`,
      goal: 'R6',
      work: 'long',
      async inject(run) {
        const { parent } = await run.atWork();
        process.kill(parent, signal);
      },
      expected: everywhere({ code: { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal] }),
    }),
  ),
  {
    name: 'Ctrl-C on the terminal',
    goal: 'R6',
    work: 'long',
    async inject(run) {
      await run.atWork();
      run.terminal.key('C-c');
    },
    expected: everywhere({ code: 130 }),
  },
  {
    name: 'kill -9 the parent',
    work: 'long',
    async inject(run) {
      const { parent } = await run.atWork();
      process.kill(parent, 'SIGKILL');
    },
    expected: everywhere({ code: 137 }),
  },
  {
    name: 'the terminal is closed',
    work: 'long',
    async inject(run) {
      await run.atWork();
    },
    takesTerminal: true,
    expected: everywhere({ code: 129 }),
  },
];

/** What streams and terminals do. */
const STREAMS: readonly Fault[] = [
  {
    name: 'stdout is closed early',
    work: 'short',
    around: { streams: '| true' },
    expected: { ...everywhere({ code: 141 }), map: OWN_STDOUT },
  },
  {
    name: 'stdout is on a full disk',
    work: 'short',
    around: { streams: '> /dev/full' },
    expected: {
      ...everywhere({ code: 1, says: /could not be written to stdout: no space is left/, isWhole: true }),
      map: OWN_STDOUT,
    },
  },
  {
    name: 'no terminal',
    work: 'short',
    around: { streams: '> stdout 2> stderr < /dev/null' },
    alsoHolds: isPlain,
    expected: FINE,
  },
  {
    name: 'TERM=dumb',
    work: 'short',
    around: { before: 'export TERM=dumb' },
    alsoHolds: isPlain,
    expected: FINE,
  },
  ...[20, 40, 80].map(
    (columns): Fault => ({
      name: `${columns} columns`,
      work: 'short',
      around: { columns },
      alsoHolds: (ending) => fits(ending, columns),
      expected: FINE,
    }),
  ),
];

/** What a machine can't give. */
const MACHINE: readonly Fault[] = [
  {
    name: 'a core that isn’t there',
    work: 'short',
    around: { options: ['--cores', '4096'] },
    expected: {
      ...everywhere({ code: 2, says: /--cores 4096 is not usable here/ }),
      commands: { code: 2, says: /--cores has no effect on a command/ },
      map: NO_OPTION,
      watch: NO_OPTION,
    },
  },
  {
    name: 'the kernel refuses every affinity',
    work: 'short',
    around: { wrap: 'python3 "$PROGRAMS/deny_affinity.py"' },
    needs: 'python3 and seccomp',
    expected: { ...FINE, demo: { code: 0, says: /Operation not permitted/ } },
  },
  {
    name: 'neither taskset nor setpriv',
    work: 'short',
    around: { before: 'mkdir tools; ln -s "$NODE" "$(command -v sh)" tools; PATH=$PWD/tools' },
    expected: FINE,
  },
  {
    name: 'few processes are allowed (ulimit -u)',
    goal: 'R10',
    work: 'many',
    // A user of its own each time: the limit is on all processes of a user.
    around: { before: 'ulimit -u 24', wrap: 'setpriv --reuid $((54000 + $$ % 1000)) --clear-groups' },
    needs: 'a user of its own',
    expected: {
      demo: { code: 2, says: /64 workers are more than .*the process limit \(ulimit -u\) is 24/ },
      compare: { code: 2, says: /64 workers are more than .*the process limit \(ulimit -u\) is 24/ },
      map: { code: 1, says: /rejected: 64 workers are more than .*the process limit \(ulimit -u\) is 24/ },
      commands: { code: 4, says: /ended with exit code 1 \(run 1\)|was ended by SIGABRT/ },
      // The command can't start its processes, or not even its own threads (Node aborts then).
      watch: { code: [1, 134] },
    },
  },
  {
    name: 'little memory is allowed (ulimit -v)',
    goal: 'R10',
    work: 'many',
    around: { before: 'ulimit -v 1600000' },
    // Each process has an address space of its own; threads share one.
    expected: {
      ...FINE,
      'demo threads': { code: 1, says: /64 worker threads can’t be started: .*\(ulimit -v\)/ },
      'compare threads': { code: 1, says: /64 worker threads can’t be started: .*\(ulimit -v\)/ },
      'map threads': { code: 1, says: /rejected: 64 worker threads can’t be started: .*\(ulimit -v\)/ },
    },
  },
  { name: '64 workers on these cores', work: 'many', expected: FINE },
  {
    name: 'the disk is full under an export',
    work: 'short',
    around: {
      before: 'mount -t tmpfs -o size=64k tmpfs exports; head -c 1M /dev/zero > exports/filler 2> /dev/null',
      after: 'rm exports/filler; cp -r exports exported',
      outside: 'unshare --mount',
    },
    needs: 'a mount of its own',
    expected: {
      ...everywhere({ code: 1, says: /could not be written: no space is left/, isWhole: true }),
      map: NO_OPTION,
    },
  },
  {
    name: '/proc can’t be read',
    work: 'short',
    around: { before: 'mount -t tmpfs none /proc', outside: 'unshare --mount' },
    needs: 'a mount of its own',
    expected: { ...FINE, watch: { code: 5, says: /schedstat can’t be read/ } },
  },
];

const meeting = (meets: NonNullable<Fault['meets']>, faults: readonly Fault[]) =>
  faults.map((fault): Fault => ({ ...fault, meets }));

export const FAULTS: readonly Fault[] = [
  ...meeting('workers', [...WORKERS, ...ENDS]),
  ...meeting('function', OWN_FUNCTIONS),
  ...STREAMS,
  ...MACHINE,
];
