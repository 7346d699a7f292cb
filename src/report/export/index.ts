import type { ExportFormat } from '../../model/export-format.ts';
import type { DemoReport } from '../../model/report.ts';
import { makePalette } from '../palette.ts';
import { demoCsv } from './csv.ts';
import { demoJson } from './json.ts';
import { demoMarkdown } from './markdown.ts';
import { demoText } from './text.ts';

/** Plain text in a file is as wide as a page. */
const FILE_PAGE = { palette: makePalette({ color: false, unicode: true }), width: 100 };

/** How each format is written: a format without its function here does not compile. */
export const EXPORTERS: { readonly [format in ExportFormat]: (report: DemoReport) => string } = {
  json: demoJson,
  csv: demoCsv,
  md: demoMarkdown,
  text: (report) => demoText(report, FILE_PAGE),
};
