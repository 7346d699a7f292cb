import { join } from 'node:path';
import { formatNs } from '../../src/base/units.ts';
import { machineTree, plant } from '../../test/fixtures/machines.ts';
import type { Line } from '../line.ts';
import { type Row, takeTurns } from '../measure.ts';
import { median, ratios } from '../stats.ts';
import { timed } from './timed.ts';

const HUGE = { packages: 2, coresPerPackage: 256, threadsPerCore: 2, coresPerL3: 8 };

/** How long `concur cores` reads: this machine, against the least that Node takes; and one of 1,024 CPUs. */
export const cores: Row = {
  name: 'CORES',
  about: 'how fast `concur cores` reads a machine',
  limit:
    'The files under /proc and /sys are the least of it: an empty program that reads them, and asks for those that aren’t there, takes 1.08 times as long as one that doesn’t; one that compiles our code and runs none of it 1.35 times. The rest is some 900 functions that V8 compiles and runs for the first time. Node’s compile cache (22.8 and newer) has what is compiled as a file is loaded, and none of these.',
  needs: [],
  rounds: { full: 30, quick: 7 },
  async measure(site, run) {
    const tree = join(site.scratchDir, 'huge');
    plant(machineTree(HUGE), tree);
    const all = [
      timed(site, 'bare', ['-e', '0']),
      timed(site, 'here', [site.concur, 'cores', '--no-measure']),
      timed(site, 'huge', [site.concur, 'cores', '--sysroot', tree]),
    ];
    // The first start of each reads its files from the disk.
    for (const { run: start } of all) await start();
    const wallNs = await takeTurns(all, run);
    const [bare, here, huge] = [wallNs('bare'), wallNs('here'), wallNs('huge')];
    const behind = (ours: readonly number[]) => `${formatNs(median(ours))} and ${formatNs(median(bare))}`;
    return [
      {
        row: 'CORES',
        what: 'concur cores --no-measure / node -e 0',
        values: ratios(here, bare),
        unit: 'ratio',
        goals: [{ atMost: 1.5 }],
        behind: behind(here),
      },
      {
        row: 'CORES',
        what: 'concur cores --sysroot (1,024 CPUs)',
        values: huge.map((ns) => ns / 1e9),
        unit: 'seconds',
        goals: [{ atMost: 1 }],
        behind: behind(huge),
      },
    ] satisfies Line[];
  },
};
