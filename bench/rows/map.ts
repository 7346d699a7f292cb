import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { formatBytes, formatCount } from '../../src/base/units.ts';
import { findInterpreter } from '../../src/machine/python-versions.ts';
import { median } from '../../src/stats/samples/summary.ts';
import { type Line, ratioLine } from '../line.ts';
import { treePssBytes } from '../memory.ts';
import type { Candidate, Row } from '../row.ts';
import type { Site } from '../site.ts';
import { start } from '../starting.ts';
import { peer } from './peer.ts';

/** Lines of the smaller file; the larger one has ten times as many. */
const LINES = { full: 1_000_000, quick: 100_000 } as const;
const LOOK_MS = 100;

interface Mapped {
  readonly perSecond: number;
  /** The most memory (Pss) of all its processes together, in bytes. */
  readonly most: number;
}

/** `concur map` over the lines of a file, some microseconds of work in each, beside what people write without it. */
export const map: Row<Mapped> = {
  name: 'MAP',
  about: '`concur map`, beside a loop in Node and Python’s Pool.imap',
  limit:
    'Lines of a few microseconds each: concur reads, cuts, writes and flushes them on one thread, and workers have little to do. A journal and two passes over the input (its digest) are in its time.',
  needs: [],
  rounds: { full: 6, quick: 1 },
  async prepare(site, form) {
    const workers = Math.max(2, site.machine.allowedCpus.length);
    const few = await writeLines(site, LINES[form]);
    const many = await writeLines(site, 10 * LINES[form]);
    const python = await findInterpreter(undefined, process.env);
    const concur = (input: Input) =>
      mapping(site, nameOf(input), input, (output) => [
        ...[process.execPath, site.concur, 'map', peer('hash-row.cjs'), '--input', input.file],
        ...['--output', output, '--restart', '--quiet', '--workers', `${workers}`],
      ]);
    const loop = (output: string) => [process.execPath, peer('lines-loop.mjs'), few.file, output];
    const imap = (path: string) =>
      mapping(site, 'imap', few, (output) => [path, peer('lines_imap.py'), `${workers}`, few.file, output]);
    return {
      candidates: [
        concur(few),
        concur(many),
        mapping(site, 'loop', few, loop),
        ...(python.state === 'missing' ? [] : [imap(python.path)]),
      ],
      lines(results) {
        const [ours, larger] = [results(nameOf(few)), results(nameOf(many))];
        const both = `${nameOf(many)} / of ${nameOf(few)}`;
        return [
          speed(ours, results('loop'), 'a loop in Node'),
          python.state === 'missing'
            ? { what: 'Python’s Pool.imap', skipped: python.why }
            : speed(ours, results('imap'), 'Python’s Pool.imap'),
          ratioLine(`Pss at the most of ${both}`, [larger.map(mostOf), ours.map(mostOf)], formatBytes, [
            { atMost: 1.1 },
          ]),
          ratioLine(`lines a second of ${both}`, [larger.map(rateOf), ours.map(rateOf)], rateText),
        ];
      },
    };
  },
};

interface Input {
  readonly file: string;
  readonly lines: number;
}

const nameOf = ({ lines }: Input) => `${formatCount(lines)} lines`;
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

/** A run of a command, looked at from outside. Its output has a line for each of the input. */
function mapping(
  site: Site,
  name: string,
  { lines }: Input,
  command: (output: string) => readonly string[],
): Candidate<Mapped> {
  const output = join(site.scratchDir, 'mapped.ndjson');
  return {
    name,
    async run() {
      const startMs = performance.now();
      const { pid, child, ended } = start(command(output));
      let most = 0;
      const look = setInterval(() => {
        most = Math.max(most, treePssBytes(pid));
      }, LOOK_MS);
      await ended;
      clearInterval(look);
      const seconds = (performance.now() - startMs) / 1e3;
      const written = await countLines(output);
      if (child.exitCode !== 0 || written !== lines)
        throw new Error(`${name} wrote ${written} of ${lines} lines`);
      return { perSecond: lines / seconds, most };
    },
  };
}

async function writeLines(site: Site, lines: number): Promise<Input> {
  const file = join(site.scratchDir, `${lines}.ndjson`);
  await pipeline(Readable.from(textOf(lines)), createWriteStream(file));
  return { file, lines };
}

/** Some hundred bytes a line. */
function* textOf(lines: number): Generator<string> {
  const atOnce = 10_000;
  for (let from = 0; from < lines; from += atOnce) {
    yield Array.from({ length: Math.min(atOnce, lines - from) }, (_, n) => {
      const id = from + n;
      return `${JSON.stringify({ id, text: `row ${id} of many, with the words of a line`, values: [id, 2 * id] })}\n`;
    }).join('');
  }
}

async function countLines(file: string): Promise<number> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return 0;
  let lines = 0;
  for await (const bytes of createReadStream(file) as AsyncIterable<Buffer>)
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
