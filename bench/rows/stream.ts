import { formatBytes, formatCount } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { ratioLine } from '../line.ts';
import type { Row } from '../row.ts';
import { peer, printing } from './peer.ts';

const FEW = { full: 1_000_000, quick: 100_000 } as const;

interface Streamed {
  readonly ms: number;
  readonly most: number;
}

/** A stream of a million inputs, and of ten times as many: memory doesn’t grow with them. */
export const stream: Row<Streamed> = {
  name: 'STREAM',
  about: 'memory of a stream, and its speed',
  needs: [],
  rounds: { full: 6, quick: 1 },
  async prepare(site, form) {
    const few = FEW[form];
    const many = 10 * few;
    const command = (inputs: number) => [process.execPath, peer('stream-concur.mjs'), `${inputs}`, '2'];
    return {
      candidates: [few, many].map((inputs) => printing<Streamed>(site, nameOf(inputs), command(inputs))),
      lines(results) {
        const most = (inputs: number) => results(nameOf(inputs)).map((streamed) => streamed.most);
        const eachMs = (inputs: number) => results(nameOf(inputs)).map(({ ms }) => ms / inputs);
        const both = `${nameOf(many)} / of ${nameOf(few)}`;
        const time = ratioLine(`time for each of ${both}`, [eachMs(many), eachMs(few)], String);
        return [
          ratioLine(`Pss at the most of ${both}`, [most(many), most(few)], formatBytes, [{ atMost: 1.1 }]),
          { ...time, behind: `${formatCount(1000 / median(eachMs(many)))} a second` },
        ];
      },
    };
  },
};

const nameOf = (inputs: number) => `${formatCount(inputs)} inputs`;
