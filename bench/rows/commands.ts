import { formatNs } from '../../src/base/units.ts';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { compiledPeer } from './peer.ts';
import { byConcur, byHyperfine, type TimeCommands, type TimedCommands } from './timed-commands.ts';

const RUNS = { full: 15, quick: 5 } as const;
/** Comparisons of each pair in each round, and runs in each of them. */
const PAIRS = { full: 10, quick: 3 } as const;
const RUNS_OF_PAIR = 10;
const WITHIN: readonly Goal[] = [{ atLeast: 0.98 }, { atMost: 1.02 }];

const PROGRAMS = [
  { name: 'concur', time: byConcur },
  { name: 'hyperfine', time: byHyperfine },
] as const;

const ALIKE = ['sleep 0.02', 'sleep 0.02'] as const;
const SLOWER = ['sleep 0.02', 'sleep 0.022'] as const;

/** A command, and whether a run of it is long enough for a goal. */
interface Subject {
  readonly what: string;
  readonly command: string;
  readonly goals: readonly Goal[];
}

/** Whole commands, beside hyperfine: the same medians, no difference where there is none, and what both take themselves. */
export const commands: Row<readonly TimedCommands[]> = {
  name: 'COMMANDS',
  about: 'whole commands, beside hyperfine',
  limit:
    'Both time a command from outside. hyperfine counts the fork of its own small process, and learns of the end at once; concur counts from the exec, and learns of the end in its event loop. `true` is shorter than either, so that its line has no goal. Beside the runs, hyperfine only starts them; concur follows their threads, says what held them up, and looks through /proc for what they have left behind. hyperfine says of any two commands that one is faster: that counts as a difference where its ± leaves 1 outside.',
  needs: ['hyperfine', 'cc'],
  rounds: { full: 9, quick: 2 },
  async prepare(site, form) {
    const python = await findInterpreter(undefined, process.env);
    if (python.state === 'missing') return { skipped: python.why };
    const subjects = subjectsOf(site, python.path);
    const lines = subjects.map(({ command }) => command);
    return {
      candidates: PROGRAMS.flatMap(({ name, time }) => [
        { name, run: async () => [await time(site, lines, RUNS[form])] },
        pairs(`${name}, alike`, () => time(site, ALIKE, RUNS_OF_PAIR), PAIRS[form]),
        pairs(`${name}, slower`, () => time(site, SLOWER, RUNS_OF_PAIR), PAIRS[form]),
      ]),
      lines: (results) => [...besideHyperfine(subjects, results), ...callLines(results)],
    };
  },
};

function subjectsOf(site: Site, python: string): Subject[] {
  const spin = compiledPeer(site, 'spin_alone.c');
  return [
    { what: '`sleep 0.05`', command: 'sleep 0.05', goals: WITHIN },
    { what: '`python3 -c pass`', command: `${python} -c pass`, goals: WITHIN },
    { what: '`true`', command: 'true', goals: [] },
    { what: 'a loop in C', command: spin, goals: WITHIN },
  ];
}

function pairs(
  name: string,
  time: () => ReturnType<TimeCommands>,
  times: number,
): Candidate<readonly TimedCommands[]> {
  return {
    name,
    async run() {
      const timed: TimedCommands[] = [];
      for (let pair = 0; pair < times; pair++) timed.push(await time());
      return timed;
    },
  };
}

function besideHyperfine(subjects: readonly Subject[], results: Results<readonly TimedCommands[]>): Line[] {
  const both = (of: (timed: TimedCommands) => number) =>
    ['concur', 'hyperfine'].map((name) => results(name).flat().map(of)) as [number[], number[]];
  return [
    ...subjects.map(({ what, goals }, index) => {
      const medians = both(({ runs }) => median(runs[index] ?? []));
      return ratioLine(`median of ${what} / in hyperfine`, medians, formatNs, goals);
    }),
    ratioLine(
      'time beside the runs, a run / hyperfine’s',
      both(({ besideNs }) => besideNs),
      formatNs,
    ),
  ];
}

function callLines(results: Results<readonly TimedCommands[]>): Line[] {
  const line = (what: string, name: string, goals: readonly Goal[]): Line => ({
    what,
    values: results(name)
      .flat()
      .map(({ callsDifference }) => (callsDifference ? 1 : 0)),
    unit: 'cases',
    goals,
    behind: '',
  });
  return [
    line('comparisons of a command with itself that call a difference', 'concur, alike', [{ atMost: 0.05 }]),
    line('hyperfine: the same', 'hyperfine, alike', []),
    line('a command that takes 2 ms more than 20 found to differ', 'concur, slower', []),
    line('hyperfine: the same, of one that takes 2 ms more', 'hyperfine, slower', []),
  ];
}
