import { fileURLToPath } from 'node:url';
import { formatNs } from '../../src/base/units.ts';
import { ratioLine } from '../line.ts';
import type { Row } from '../row.ts';
import { compiledPeer, peer, printing } from './peer.ts';

const SAMPLES = { full: 300_000, quick: 50_000 } as const;

/** The CPU time of one sample of a thread, in ns. */
interface Sampled {
  readonly sampleNs: number;
}

/** One sample of a thread (its CPU, running time and run-queue delay), in Node and in C. */
export const p9: Row<Sampled> = {
  name: 'P9',
  about: 'a sample of a thread, beside C',
  needs: ['cc'],
  rounds: { full: 9, quick: 3 },
  async prepare(site, form) {
    const samples = `${SAMPLES[form]}`;
    const tsx = fileURLToPath(import.meta.resolve('tsx'));
    const concur = [process.execPath, '--import', tsx, peer('sample-thread.ts'), samples];
    return {
      candidates: [
        printing<Sampled>(site, 'concur', concur),
        printing<Sampled>(site, 'C', [compiledPeer(site, 'sample_thread.c'), samples]),
      ],
      lines(results) {
        const [ours = [], theirs = []] = ['concur', 'C'].map((who) =>
          results(who).map(({ sampleNs }) => sampleNs),
        );
        return [ratioLine('a sample of a thread / in C', [ours, theirs], formatNs, [{ atMost: 1.5 }])];
      },
    };
  },
};
