import { formatNs } from '../../src/base/units.ts';
import { launch } from '../launch.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
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
    'Python forks in a few milliseconds; a Node program starts and loads Node anew for each process. How far that alone is from the notes’ program is the last line’s figure: a bare Node script that forks, pins and draws as little as can be. Beyond that script, a run reads the command line and the machine, loads what plans and runs an experiment, judges it at the end and writes the page. What V8 compiled of `demo` in its first run is kept, and these are later runs.',
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
        return [
          ...ENGINES.map((engine) => compare(engine, 'notes', [{ atMost: 1 }], 'no Python 3 with tqdm')),
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
