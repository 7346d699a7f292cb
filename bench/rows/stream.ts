import { formatBytes, formatCount } from '../../src/base/units.ts';
import { launch } from '../launch.ts';
import type { Line } from '../line.ts';
import { type Candidate, type Row, takeTurns } from '../measure.ts';
import type { Site } from '../site.ts';
import { median, ratios } from '../stats.ts';
import { peer } from './peer.ts';

interface Streamed {
  readonly ms: number;
  readonly most: number;
}

/** A stream of a million inputs, and of ten times as many: memory doesn’t grow with them. */
export const stream: Row = {
  name: 'STREAM',
  about: 'memory of a stream, and its speed',
  needs: [],
  rounds: { full: 5, quick: 1 },
  async measure(site, run): Promise<Line[]> {
    const few = run.quick ? 100_000 : 1_000_000;
    const many = 10 * few;
    const seen = await takeTurns([streamed(site, few), streamed(site, many)], run);
    const [small, large] = [seen(nameOf(few)), seen(nameOf(many))];
    const most = (values: readonly Streamed[]) => values.map((value) => value.most);
    const each = (values: readonly Streamed[], inputs: number) => values.map(({ ms }) => ms / inputs);
    const bytes = [small, large].map((values) => formatBytes(median(most(values)))).join(' and ');
    const perSecond = formatCount(1000 / median(each(large, many)));
    return [
      {
        ...{ row: 'STREAM', what: `Pss at the most of ${nameOf(many)} / of ${nameOf(few)}`, unit: 'ratio' },
        ...{ values: ratios(most(large), most(small)), goals: [{ atMost: 1.1 }], behind: bytes },
      },
      {
        ...{ row: 'STREAM', what: `time for each of ${nameOf(many)} / of ${nameOf(few)}`, unit: 'ratio' },
        ...{
          values: ratios(each(large, many), each(small, few)),
          goals: [],
          behind: `${perSecond} a second`,
        },
      },
    ];
  },
};

const nameOf = (inputs: number) => `${formatCount(inputs)} inputs`;

function streamed(site: Site, inputs: number): Candidate<Streamed> {
  const command = [process.execPath, peer('stream-concur.mjs'), `${inputs}`, '2'];
  return {
    name: nameOf(inputs),
    run: async () => JSON.parse((await launch(site, { command, terminal: null })).output) as Streamed,
  };
}
