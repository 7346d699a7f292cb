import { constants } from 'node:os';
import { messageOf } from '../src/base/errors/read-thrown.ts';
import { readAsked } from './asked.ts';
import { check } from './check.ts';
import { keepFigures, readFigures } from './figures.ts';
import { type MeasuredRow, measureRows, measuring } from './measure.ts';
import { writePages } from './page.ts';
import { chooseRows } from './rows/index.ts';
import { lacking, readSite, removeScratch } from './site.ts';
import { endStarted } from './starting.ts';
import { document, introduction, machineText, rowsTable } from './table.ts';
import { checkedText } from './text.ts';

// Measures what PERFORMANCE.md sets goals for. It reports, and fails only where --check finds a regression.
const asked = readAsked(process.argv.slice(2));
const rows = chooseRows(asked.rows);
const site = await readSite(asked.concur);
process.on('exit', () => {
  endStarted();
  removeScratch(site);
});
const report = (text: string) => process.stderr.write(`${text}\n`);
// As the processes of a row that failed are ended, who still waits for them fails as well.
process.on('unhandledRejection', (error) => report(`after a row: ${messageOf(error)}`));

const measured: MeasuredRow[] = [];
const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
const show = () =>
  process.stdout.write(asked.json ? document(site, asked, measured) : rowsTable(measured, width));
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    show();
    process.exit(128 + constants.signals[signal]);
  });
}

for (const text of introduction(site, lacking(site))) report(text);
const figures = readFigures();
for await (const row of measureRows(rows, measuring(site, asked), report)) {
  measured.push(row);
  if (asked.record) record(row);
}
show();
if (asked.check) {
  const checked = check(measured, figures);
  for (const text of checkedText(checked)) report(text);
  if (checked.regressions.some(({ mayBeOthers }) => !mayBeOthers)) process.exitCode = 1;
}
// What a row that failed has left open would keep this process from ending.
process.exit();

function record(row: MeasuredRow): void {
  const flags = [
    ...(asked.runs === null ? [] : [`--runs ${asked.runs}`]),
    ...(asked.quick ? ['--quick'] : []),
  ];
  const note = asked.note === null ? {} : { note: asked.note };
  const about = { machine: machineText(site), measuredOn: new Date().toISOString().slice(0, 10), ...note };
  const command = ['npm run bench --', row.row, ...flags].join(' ');
  writePages(keepFigures(row, { command, ...about }));
}
