import { fileURLToPath } from 'node:url';
import { formatNs } from '../../src/base/units.ts';
import { ratioLine } from '../line.ts';
import type { Row } from '../row.ts';
import { compiledPeer, peer, printing } from './peer.ts';

const LOOKS = { full: 300_000, quick: 50_000 } as const;

/** The CPU time of one look at a thread, in ns. */
interface Looked {
  readonly lookNs: number;
}

/** One look at a thread (its CPU, running time and run-queue delay), in Node and in C. */
export const p9: Row<Looked> = {
  name: 'P9',
  about: 'a look at a thread, beside C',
  needs: ['cc'],
  rounds: { full: 9, quick: 3 },
  async prepare(site, form) {
    const looks = `${LOOKS[form]}`;
    const tsx = fileURLToPath(import.meta.resolve('tsx'));
    const concur = [process.execPath, '--import', tsx, peer('sample-thread.ts'), looks];
    return {
      candidates: [
        printing<Looked>(site, 'concur', concur),
        printing<Looked>(site, 'C', [compiledPeer(site, 'sample_thread.c'), looks]),
      ],
      lines(results) {
        const [ours = [], theirs = []] = ['concur', 'C'].map((who) =>
          results(who).map(({ lookNs }) => lookNs),
        );
        return [ratioLine('a look at a thread / in C', [ours, theirs], formatNs, [{ atMost: 1.5 }])];
      },
    };
  },
};
