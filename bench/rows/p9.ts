import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatNs } from '../../src/base/units.ts';
import { launch } from '../launch.ts';
import type { Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { peer } from './peer.ts';

const LOOKS = { full: 300_000, quick: 50_000 } as const;

/** One look at a thread (its CPU, running time and run-queue delay), in Node and in C. */
export const p9: Row = {
  name: 'P9',
  about: 'a look at a thread, beside C',
  needs: ['cc'],
  rounds: { full: 9, quick: 3 },
  async measure(site, run) {
    const looks = `${run.quick ? LOOKS.quick : LOOKS.full}`;
    const program = join(site.scratchDir, 'sample-thread');
    execFileSync(site.programs.cc ?? 'cc', ['-O2', '-o', program, peer('sample_thread.c')]);
    const tsx = fileURLToPath(import.meta.resolve('tsx'));
    const lookNs = await takeTurns(
      [
        sampler(site, 'concur', [process.execPath, '--import', tsx, peer('sample-thread.ts'), looks]),
        sampler(site, 'C', [program, looks]),
      ],
      run,
    );
    const [ours, theirs] = [lookNs('concur'), lookNs('C')];
    return [
      {
        row: 'P9',
        what: 'a look at a thread / in C',
        values: ratios(ours, theirs),
        unit: 'ratio',
        goals: [{ atMost: 1.5 }],
        behind: `${formatNs(median(ours))} and ${formatNs(median(theirs))}`,
      },
    ] satisfies Line[];
  },
};

function sampler(site: Site, name: string, command: readonly string[]): Candidate<number> {
  return {
    name,
    run: async () => JSON.parse((await launch(site, { command, terminal: null })).output).lookNs,
  };
}
