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
    'The files under /proc and /sys are the least of it: an empty program that reads them, and asks for those that aren’t there, takes 1.08 times as long as one that doesn’t; one that compiles our code and runs none of it 1.35 times. The rest is some 900 functions that V8 compiles and runs for the first time. Node’s compile cache (22.8 and newer) has what is compiled as a file is loaded, and none of these.',
  needs: [],
  rounds: { full: 30, quick: 7 },
  async prepare(site) {
    const tree = join(site.scratchDir, 'huge');
    plant(machineTree(HUGE), tree);
    return {
      candidates: await timedStarts(site, {
        bare: ['-e', '0'],
        here: [site.concur, 'cores', '--no-measure'],
        huge: [site.concur, 'cores', '--sysroot', tree],
      }),
      lines: (results) => [
        wallLine(results, 'concur cores --no-measure', 'here', [{ atMost: 1.5 }]),
        cpuLine(results, 'concur cores --no-measure', 'here'),
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
