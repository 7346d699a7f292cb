import { join } from 'node:path';
import { formatBytes, formatCount } from '../../src/base/units.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { type Line, ratioLine } from '../line.ts';
import { treePssBytes } from '../memory.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { start } from '../starting.ts';
import { countLines, type LinesFile, writeLines } from './lines-file.ts';
import { linesPeers } from './map-peers.ts';
import { peer } from './peer.ts';

/** Lines of the smaller file; the larger one has ten times as many. */
const LINES = { full: 1_000_000, quick: 100_000 } as const;
const SAMPLE_MS = 100;

interface Mapped {
  readonly perSecond: number;
  /** The most memory (Pss) of all its processes together, in bytes. */
  readonly most: number;
}

/** `concur map` over the lines of a file, some microseconds of work in each, beside what people write without it. */
export const map: Row<Mapped> = {
  name: 'MAP',
  about: '`concur map`, beside a loop in Node, p-map, node:cluster, and Python’s pools',
  limit:
    'Lines of a few microseconds each: concur reads, cuts, writes and flushes them on one thread, and workers have little to do. A journal and two passes over the input (its digest) are in its time.',
  needs: [],
  rounds: { full: 6, quick: 1 },
  async prepare(site, form) {
    const workers = Math.max(2, site.machine.allowedCpus.length);
    const few = await writeLines(site, LINES[form]);
    const many = await writeLines(site, 10 * LINES[form]);
    const peers = await linesPeers(site, few, workers);
    const concur = (input: LinesFile) =>
      mapping(site, nameOf(input), input, (output) => [
        ...[process.execPath, site.concur, 'map', peer('hash-row.cjs'), '--input', input.file],
        ...['--output', output, '--restart', '--quiet', '--workers', `${workers}`],
      ]);
    return {
      candidates: [
        concur(few),
        concur(many),
        ...peers.flatMap(({ name, lack, command }) =>
          lack === null ? [mapping(site, name, few, command)] : [],
        ),
      ],
      lines(results) {
        const [ours, larger] = [results(nameOf(few)), results(nameOf(many))];
        const both = `${nameOf(many)} / of ${nameOf(few)}`;
        return [
          ...peers.map(({ name, lack }) =>
            lack === null ? speed(ours, results(name), name) : { what: name, skipped: lack },
          ),
          ratioLine(`Pss at the most of ${both}`, [larger.map(mostOf), ours.map(mostOf)], formatBytes, [
            { atMost: 1.1 },
          ]),
          ratioLine(`lines a second of ${both}`, [larger.map(rateOf), ours.map(rateOf)], rateText),
        ];
      },
    };
  },
};

const nameOf = ({ lines }: LinesFile) => `${formatCount(lines)} lines`;
const rateOf = ({ perSecond }: Mapped) => perSecond;
const mostOf = ({ most }: Mapped) => most;
const rateText = (perSecond: number) => `${formatCount(perSecond)}/s`;

function speed(ours: readonly Mapped[], theirs: readonly Mapped[], whose: string): Line {
  const [a, b] = [ours, theirs].map((all) => {
    return `${rateText(median(all.map(rateOf)))} with ${formatBytes(median(all.map(mostOf)))}`;
  });
  const line = ratioLine(
    `concur map / ${whose}: lines a second`,
    [ours.map(rateOf), theirs.map(rateOf)],
    rateText,
  );
  return { ...line, behind: `${a}, and ${b}` };
}

/** A run of a command, its memory sampled from outside. Its output has a line for each of the input. */
function mapping(
  site: Site,
  name: string,
  { lines }: LinesFile,
  command: (output: string) => readonly string[],
): Candidate<Mapped> {
  const output = join(site.scratchDir, 'mapped.ndjson');
  return {
    name,
    async run() {
      const startMs = performance.now();
      const { pid, child, ended } = start(site, command(output));
      let most = 0;
      const sampling = setInterval(() => {
        most = Math.max(most, treePssBytes(pid));
      }, SAMPLE_MS);
      await ended;
      clearInterval(sampling);
      const seconds = (performance.now() - startMs) / 1e3;
      const written = await countLines(output);
      if (child.exitCode !== 0 || written !== lines)
        throw new Error(`${name} wrote ${written} of ${lines} lines`);
      return { perSecond: lines / seconds, most };
    },
  };
}
