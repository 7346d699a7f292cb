import { formatNs } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { launch } from '../launch.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { ratios } from '../stats.ts';
import { peer } from './peer.ts';

const ENGINES = ['processes', 'threads'] as const;
const TERMINAL = { columns: 100, rows: 30 };
const STEPS = { full: 100, quick: 20 } as const;
const STEP_MS = 50;

/** The notes’ example, one worker per core: what each program needs beyond the time that the steps themselves take. */
export const p3: Row<number> = {
  name: 'P3',
  about: 'the notes’ example, start to end',
  limit:
    'A bare Node script that forks, pins and draws as little as can be is the third line’s peer: what Node itself needs to start and to load two workers is most of the overhead, and Python forks in a few milliseconds. Beyond that script’s 62 ms, processes took 44 more on a quiet moment of this machine: 32 until both workers were started (7 to read the command line, 16 to load what plans and runs an experiment, 8 to read the machine), none until both were up, and 13 after the last had ended its work (4 to judge it, 8 to write the page). Nearly all of it is V8 compiling code that runs once, which Node 20 keeps for no later run.',
  needs: ['script'],
  rounds: { full: 7, quick: 3 },
  async prepare(site, form) {
    const steps = STEPS[form];
    return {
      candidates: candidates(site, steps),
      lines(overheadNs) {
        const beyond = `beyond ${(steps * STEP_MS) / 1000} s`;
        const compare = (name: string, other: string, goals: readonly Goal[], lack: string): Line => {
          const what = `${name} / ${other}, ${beyond}`;
          const [ours, theirs] = [overheadNs(name), overheadNs(other)];
          if (ours.length === 0 || theirs.length === 0) return { what, skipped: lack };
          return ratioLine(what, [ours, theirs], formatNs, goals);
        };
        // Nobody on Node is faster than a bare script: where that isn’t as fast as Python, we need not be.
        const bare = ratios(overheadNs('bare forks'), overheadNs('notes'));
        const isBareAsFast = bare.length > 0 && median(bare) <= 1;
        const asPython = isBareAsFast ? [{ atMost: 1 }] : [];
        return [
          ...ENGINES.map((engine) => compare(engine, 'notes', asPython, 'no Python 3 with tqdm')),
          ...ENGINES.map((engine) => compare(engine, 'bare forks', [{ atMost: 1.1 }], 'no taskset')),
          compare('bare forks', 'notes', [], 'no taskset, or no Python 3 with tqdm'),
        ];
      },
    };
  },
};

function candidates(site: Site, steps: number): Candidate<number>[] {
  const { programs, machine } = site;
  const beyond = (name: string, command: readonly string[]): Candidate<number> => ({
    name,
    run: async () => (await launch(site, { command, terminal: TERMINAL })).wallNs - steps * STEP_MS * 1e6,
  });
  const list = ENGINES.map((engine) =>
    beyond(engine, [
      ...[process.execPath, site.concur, 'demo', 'multicore', '--engine', engine],
      ...['--steps', `${steps}`, '--step-time', `${STEP_MS}ms`],
    ]),
  );
  if (programs.python !== null)
    list.push(beyond('notes', [programs.python, peer('notes_tqdm.py'), `${steps}`, `${STEP_MS / 1000}`]));
  if (programs.taskset !== null) {
    const args = [machine.allowedCpus.join(','), `${steps}`, `${STEP_MS}`];
    list.push(beyond('bare forks', [process.execPath, peer('bare-forks.cjs'), ...args]));
  }
  return list;
}
