import { readAsked } from './asked.ts';
import { measureRows } from './measure.ts';
import { chooseRows } from './rows/index.ts';
import { lacking, readSite, removeScratch } from './site.ts';
import { document, introduction, linesTable } from './table.ts';

// Measures what PERFORMANCE.md sets goals for. It reports and never fails: a shared machine is no gate.
const asked = readAsked(process.argv.slice(2));
const rows = chooseRows(asked.rows);
const site = await readSite(asked.concur);
process.on('exit', () => removeScratch(site));
const tell = (text: string) => process.stderr.write(`${text}\n`);
for (const text of introduction(site, lacking(site))) tell(text);
const lines = await measureRows(rows, site, asked, tell);
const width = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
process.stdout.write(asked.json ? document(site, asked, lines) : linesTable(lines, width));
