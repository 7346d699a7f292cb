import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNs } from '../../src/base/units.ts';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import type { CompareReport } from '../../src/model/documents/comparison.ts';
import { launch } from '../launch.ts';
import { type Goal, type Line, ratioLine } from '../line.ts';
import type { Candidate, Results, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { compiledPeer } from './peer.ts';

const RUNS = { full: 15, quick: 5 } as const;
/** Comparisons of a command with itself in each round. */
const SAME = { full: 10, quick: 3 } as const;
const WITHIN: readonly Goal[] = [{ atLeast: 0.98 }, { atMost: 1.02 }];

/** A command, and whether a run of it is long enough for a goal. */
interface Subject {
  readonly what: string;
  readonly command: string;
  readonly goals: readonly Goal[];
}

/** Whole commands, beside hyperfine: the same medians, and no difference where there is none. */
export const commands: Row<readonly number[]> = {
  name: 'COMMANDS',
  about: 'whole commands, beside hyperfine',
  limit:
    'Both time a command from outside. hyperfine counts the fork of its own small process, and learns of the end at once; concur counts from the exec, and learns of the end in its event loop. `true` is shorter than either, so that its line has no goal.',
  needs: ['hyperfine', 'cc'],
  rounds: { full: 9, quick: 2 },
  async prepare(site, form) {
    const python = await findInterpreter(undefined, process.env);
    if (python.state === 'missing') return { skipped: python.why };
    const subjects = subjectsOf(site, python.path);
    const lines = subjects.map(({ command }) => command);
    return {
      candidates: [
        hyperfine(site, lines, RUNS[form]),
        concur(site, lines, RUNS[form]),
        withItself(site, SAME[form]),
      ],
      lines: (medians) => [...besideHyperfine(subjects, medians), falseCalls(medians('itself').flat())],
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

function besideHyperfine(subjects: readonly Subject[], medians: Results<readonly number[]>): Line[] {
  return subjects.map(({ what, goals }, index) => {
    const [ours = [], theirs = []] = ['concur', 'hyperfine'].map((name) =>
      medians(name).map((each) => each[index] ?? Number.NaN),
    );
    return ratioLine(`median of ${what} / in hyperfine`, [ours, theirs], formatNs, goals);
  });
}

function hyperfine(site: Site, lines: readonly string[], runs: number): Candidate<readonly number[]> {
  const file = join(site.scratchDir, 'hyperfine.json');
  const words = ['--shell=none', '--warmup', '1', '--runs', `${runs}`, '--export-json', file, ...lines];
  return {
    name: 'hyperfine',
    async run() {
      await launch(site, { command: [site.programs.hyperfine as string, ...words], terminal: null });
      const { results } = JSON.parse(readFileSync(file, 'utf8'));
      return results.map((result: { median: number }) => result.median * 1e9);
    },
  };
}

function concur(site: Site, lines: readonly string[], runs: number): Candidate<readonly number[]> {
  return {
    name: 'concur',
    run: async () => (await compared(site, lines, runs)).results.map(({ workNs }) => workNs.median ?? NaN),
  };
}

/** Comparisons of a command with itself: 1 for each that calls a difference. */
function withItself(site: Site, times: number): Candidate<readonly number[]> {
  return {
    name: 'itself',
    async run() {
      const calls: number[] = [];
      for (let time = 0; time < times; time++) {
        const { comparisons } = await compared(site, ['sleep 0.02', 'sleep 0.02'], 10);
        calls.push(comparisons.some(({ call }) => call === 'faster' || call === 'slower') ? 1 : 0);
      }
      return calls;
    },
  };
}

async function compared(site: Site, lines: readonly string[], runs: number): Promise<CompareReport> {
  const file = join(site.scratchDir, 'compared.json');
  const words = ['--runs', `${runs}`, '-q', '--no-progress', '--export', `json=${file}`];
  const command = [process.execPath, site.concur, 'compare', ...words];
  await launch(site, {
    command: [...command, ...lines.flatMap((line) => ['--command', line])],
    terminal: null,
  });
  return JSON.parse(readFileSync(file, 'utf8'));
}

function falseCalls(calls: readonly number[]): Line {
  return {
    what: 'comparisons of a command with itself that call a difference',
    values: calls,
    unit: 'cases',
    goals: [{ atMost: 0.05 }],
    behind: '',
  };
}
