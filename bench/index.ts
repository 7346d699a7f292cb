import { readAsked } from './asked.ts';
import { keepFigures, readFigures } from './figures.ts';
import { measureRows } from './measure.ts';
import { writePages } from './page.ts';
import { regressions } from './regressions.ts';
import { chooseRows } from './rows/index.ts';
import { lacking, readSite, removeScratch } from './site.ts';
import { document, introduction, machineText, rowsTable } from './table.ts';

// Measures what PERFORMANCE.md sets goals for. It reports, and fails only where --check finds a regression.
const asked = readAsked(process.argv.slice(2));
const rows = chooseRows(asked.rows);
const site = await readSite(asked.concur);
process.on('exit', () => removeScratch(site));
const report = (text: string) => process.stderr.write(`${text}\n`);
for (const text of introduction(site, lacking(site))) report(text);
const measured = await measureRows(rows, site, asked, report);
const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
process.stdout.write(asked.json ? document(site, asked, measured) : rowsTable(measured, width));
if (asked.check) {
  const worse = regressions(measured, readFigures());
  for (const { text, mayBeOthers } of worse)
    report(mayBeOthers ? `worse, on a machine that wasn’t quiet: ${text}` : `REGRESSION ${text}`);
  if (worse.length === 0)
    report(
      'no regression: nothing is worse than in bench/figures.json, by more than 25 % between the intervals',
    );
  if (worse.some(({ mayBeOthers }) => !mayBeOthers)) process.exitCode = 1;
}
if (asked.record) {
  const note = asked.note === null ? {} : { note: asked.note };
  const about = { machine: machineText(site), measuredOn: new Date().toISOString().slice(0, 10), ...note };
  const runs = asked.runs === null ? '' : ` --runs ${asked.runs}`;
  writePages(
    keepFigures(measured, about, (row) => `npm run bench -- ${row}${runs}${asked.quick ? ' --quick' : ''}`),
  );
}
