import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/base/files/package-root.ts';
import type { WatchReport } from '../src/model/documents/watch.ts';
import { faultsOf } from './watched-programs/expectation.ts';
import { missingFor, prepare } from './watched-programs/prepare.ts';
import type { Row } from './watched-programs/row.ts';
import { ROWS } from './watched-programs/rows.ts';
import { during, SITUATIONS, type Situation, startedIn } from './watched-programs/situations.ts';
import { type Run, tableOf } from './watched-programs/table.ts';
import { watchInto } from './watched-programs/watch.ts';

// Watches programs of many kinds, each free, on one CPU and beside two burners, and checks what is said of them. The
// documents stay in a folder. --table makes the table of docs/watched-programs.md of those that are there.

const { values: options } = parseArgs({
  options: {
    /** Programs whose file or name has this text. */
    only: { type: 'string', default: '' },
    situation: { type: 'string', multiple: true, default: [...SITUATIONS] },
    runs: { type: 'string', default: '3' },
    for: { type: 'string', default: '3' },
    folder: { type: 'string', default: '/tmp/concur-watched-programs' },
    table: { type: 'boolean', default: false },
  },
});

const counted = Array.from({ length: Number(options.runs) }, (_, index) => index + 1);
const situations = SITUATIONS.filter((situation) => options.situation.includes(situation));
const chosen = ROWS.filter(({ source, program }) => `${source} ${program}`.includes(options.only));

if (options.table) writeTable();
else for (const row of chosen) await runAll(row);

async function runAll(row: Row): Promise<void> {
  const missing = missingFor(row);
  if (missing !== null) return print(`skipped: ${row.program} (${missing})`);
  const folder = join(options.folder, nameOf(row));
  mkdirSync(folder, { recursive: true });
  const command = prepare(row, folder);
  for (const situation of situations) {
    for (const run of counted) {
      const file = documentOf(row, situation, run);
      const seconds = row.ends ? null : Number(options.for);
      const report = await during(situation, () =>
        watchInto(file, startedIn(situation, command), folder, seconds),
      );
      tell({ row, situation, report, faults: faultsOf(row, situation, report) }, file);
    }
  }
}

function writeTable(): void {
  const runs = ROWS.flatMap((row) => SITUATIONS.flatMap((situation) => savedRuns(row, situation)));
  const page = join(packageRoot(), 'docs/watched-programs.md');
  const [before = ''] = readFileSync(page, 'utf8').split(/^\| program \|/m);
  writeFileSync(page, `${before}${tableOf(runs)}\n`);
}

function savedRuns(row: Row, situation: Situation): Run[] {
  return counted
    .map((run) => documentOf(row, situation, run))
    .filter(existsSync)
    .map((file) => {
      const report: WatchReport = JSON.parse(readFileSync(file, 'utf8'));
      return { row, situation, report, faults: faultsOf(row, situation, report) };
    });
}

function tell({ row, situation, report, faults }: Run, file: string): void {
  const says = `${report.kind}: ${report.because}`;
  const wrong = faults.map((fault) => `\n    ${fault}`).join('');
  print(
    `${faults.length === 0 ? '✔' : '✘'} ${row.program}, ${situation}\n    ${says}${wrong}${wrong && `\n    ${file}`}`,
  );
}

function documentOf(row: Row, situation: Situation, run: number): string {
  return join(options.folder, nameOf(row), `${situation.replace(' ', '-')}-${run}.json`);
}

/** Programs of the same source are told apart by their arguments. */
function nameOf({ source, run }: Row): string {
  return [source, ...run.split(' ').filter((word) => /^\d+$/.test(word))].join('-');
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
