import { join } from 'node:path';
import { machineTree, plant } from '../../test/fixtures/machines.ts';
import type { Row } from '../row.ts';
import { cpuLine, type Timed, timedStarts, wallLine } from './timed.ts';

const HUGE = { packages: 2, coresPerPackage: 256, threadsPerCore: 2, coresPerL3: 8 };

/** How long `concur cores` reads: this machine, against the least that Node takes; and one of 1,024 CPUs. */
export const cores: Row<Timed> = {
  name: 'CORES',
  about: 'how fast `concur cores` reads a machine',
  limit:
    'These are starts after the first, which takes 3.2 times as long as `node -e 0`: it writes the functions that V8 compiled, and later ones compile none of them (before, they took 2.8 times as long). An empty program that reads the same files under /proc and /sys takes 1.1 times as long as one that reads none. Of what is left above Node’s own start, a tenth finds and reads the functions that were kept, a third loads them, 40 % reads the machine, and a fifth makes the report of it. No part stands out: some 880 functions of ours run, each for the first time, and V8 makes the shapes of their objects and 75 regular expressions anew in each process. A sixth of it all is garbage collection, which a larger young generation would avoid: that makes Node’s own start longer by as much. Node starts from a snapshot of the heap by a flag alone, which a plain script doesn’t have. Of 1,024 CPUs 18,000 files are read: a bare program that does no more takes 170 ms of CPU time, a machine of 64 CPUs 130 ms, and this one 510 ms. Most of the rest is one lstat for each file and folder, so that no link leads out of a captured tree, and Node’s own work around each call.',
  needs: [],
  rounds: { full: 30, quick: 7 },
  async prepare(site) {
    const tree = join(site.scratchDir, 'huge');
    plant(machineTree(HUGE), tree);
    return {
      candidates: timedStarts(site, {
        bare: ['-e', '0'],
        here: [site.concur, 'cores', '--no-measure'],
        huge: [site.concur, 'cores', '--sysroot', tree],
      }),
      lines: (results) => [
        wallLine(results, 'concur cores --no-measure', 'here', [{ atMost: 1.5 }]),
        cpuLine(results, 'concur cores --no-measure', 'here', [{ atMost: 1.5 }]),
        {
          what: 'concur cores --sysroot (1,024 CPUs)',
          values: results('huge').map(({ wallNs }) => wallNs / 1e9),
          unit: 'seconds',
          goals: [{ atMost: 0.4 }],
          behind: '',
        },
      ],
    };
  },
};
