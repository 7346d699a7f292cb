import { formatNs } from '../../src/base/units.ts';
import { type Launch, launch } from '../launch.ts';
import type { Goal, Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { peer } from './peer.ts';

const ENGINES = ['processes', 'threads'] as const;
const TERMINAL = { columns: 100, rows: 30 };
const STEP_MS = 50;
const GOALS: readonly Goal[] = [{ atMost: 1 }, { atMost: 0.8 }];

/** The notes' example, one worker per core: what each program needs beyond the time that the steps themselves take. */
export const p3: Row = {
  name: 'P3',
  about: 'the notes’ example, start to end',
  limit:
    'A bare Node script that forks, pins and draws as little as can be is the third line’s peer: what Node itself needs to start and to load two workers is most of the overhead, and Python forks in a few milliseconds. Beyond that script’s 62 ms, processes took 44 more on a quiet moment of this machine: 32 until both workers were started (7 to read the command line, 16 to load what plans and runs an experiment, 8 to read the machine), none until both were up, and 13 after the last had ended its work (4 to judge it, 8 to write the page). Nearly all of it is V8 compiling code that runs once, which Node 20 keeps for no later run.',
  needs: ['script'],
  rounds: { full: 5, quick: 3 },
  async measure(site, run) {
    const steps = run.quick ? 20 : 100;
    const overheadNs = await takeTurns(candidates(site, steps), run);
    const compare = (name: string, other: string, goals: readonly Goal[], lack: string): Line => {
      const what = `${name} / ${other}, beyond ${(steps * STEP_MS) / 1000} s`;
      const [ours, theirs] = [overheadNs(name), overheadNs(other)];
      if (ours.length === 0 || theirs.length === 0) return { row: 'P3', what, skipped: lack };
      const behind = `${formatNs(median(ours))} and ${formatNs(median(theirs))}`;
      return { row: 'P3', what, values: ratios(ours, theirs), unit: 'ratio', goals, behind };
    };
    return [
      ...ENGINES.map((engine) => compare(engine, 'notes', GOALS, 'no Python 3 with tqdm')),
      ...ENGINES.map((engine) => compare(engine, 'bare forks', [], 'no taskset')),
      compare('bare forks', 'notes', [], 'no taskset, or no Python 3 with tqdm'),
    ];
  },
};

function candidates(site: Site, steps: number): Candidate<number>[] {
  const { programs, machine } = site;
  const stepS = `${STEP_MS / 1000}`;
  const list: Candidate<number>[] = ENGINES.map((engine) =>
    timed(site, engine, steps, [
      ...[process.execPath, site.concur, 'demo', 'multicore', '--engine', engine],
      ...['--steps', `${steps}`, '--step-time', `${STEP_MS}ms`],
    ]),
  );
  if (programs.python !== null) {
    list.push(timed(site, 'notes', steps, [programs.python, peer('notes_tqdm.py'), `${steps}`, stepS]));
  }
  if (programs.taskset !== null) {
    const args = [machine.allowedCpus.join(','), `${steps}`, `${STEP_MS}`];
    list.push(timed(site, 'bare forks', steps, [process.execPath, peer('bare-forks.cjs'), ...args]));
  }
  return list;
}

function timed(site: Site, name: string, steps: number, command: Launch['command']): Candidate<number> {
  return {
    name,
    run: async () => (await launch(site, { command, terminal: TERMINAL })).wallNs - steps * STEP_MS * 1e6,
  };
}
