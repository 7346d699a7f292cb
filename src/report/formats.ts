import type { ExportFormat } from '../model/export-format.ts';
import type { DocumentHead } from '../model/report.ts';
import { readyFor } from './export/exporters.ts';
import type { Page } from './page.ts';
import { SAVED_KINDS } from './saved/kinds.ts';

/** The kinds of report that can be written in several formats. */
export const REPORT_KINDS = ['demo', 'compare', 'scale', 'cores', 'check', 'watch'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Writes a report in one of the formats that were prepared. */
export type Render = (report: DocumentHead<string>, format: ExportFormat) => string;

const FORMATS: { readonly [kind in ReportKind]: readonly ExportFormat[] } = {
  demo: ['json', 'csv', 'md', 'text', 'perfetto', 'html'],
  compare: ['json', 'csv', 'md', 'adoc', 'text', 'perfetto', 'html'],
  scale: ['json', 'csv', 'md', 'adoc', 'text', 'perfetto', 'html'],
  cores: ['json', 'csv', 'md', 'text', 'html'],
  check: ['json', 'md', 'text', 'junit', 'tap', 'github', 'html'],
  watch: ['json', 'csv', 'md', 'text', 'perfetto', 'html'],
};

/** The formats that a kind of report has. */
export function formatsOf(kind: ReportKind): readonly ExportFormat[] {
  return FORMATS[kind];
}

/** Loads what writes these formats. */
export async function prepareFormats(kind: ReportKind, formats: readonly ExportFormat[]): Promise<Render> {
  if (formats.length === 0) return unprepared;
  const { exporters } = await (SAVED_KINDS[kind] as NonNullable<(typeof SAVED_KINDS)[string]>)();
  const ready = await readyFor(formats, exporters);
  return (report, format) => (ready[format] ?? unprepared)(report as never, format);
}

/** A report as a terminal shows it, and its shortest answer. */
export interface TerminalText {
  full(report: DocumentHead<string>, page: Page): string;
  line(report: DocumentHead<string>, page: Page): string;
}

/** Loads what writes reports of a kind for the terminal. */
export async function prepareText(kind: ReportKind): Promise<TerminalText> {
  const { text, line } = await (SAVED_KINDS[kind] as NonNullable<(typeof SAVED_KINDS)[string]>)();
  return {
    full: (report, page) => text(report as never, page),
    line: (report, page) => line(report as never, page),
  };
}

function unprepared(_report: unknown, format: ExportFormat): never {
  throw new Error(`no writer was prepared for ${format}`);
}
