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
    'These are starts after the first, which takes 3.2 times as long as `node -e 0`: it writes the functions that V8 compiled, and later ones compile none of them (before, they took 2.8 times as long). An empty program that reads the same files under /proc and /sys takes 1.1 times as long as one that reads none. Of what is left above Node’s own start, a tenth finds and reads the functions that were kept, a third loads them, 40 % reads the machine, and a fifth makes the report of it. No part stands out: some 880 functions of ours run, each for the first time, and V8 makes the shapes of their objects and 75 regular expressions anew in each process. A sixth of it all is garbage collection, which a larger young generation would avoid: that makes Node’s own start longer by as much. Node starts from a snapshot of the heap by a flag alone, which a plain script doesn’t have.',
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
    // The first start of each reads its files from the disk, and keeps what it compiled.
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
