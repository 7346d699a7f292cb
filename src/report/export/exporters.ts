import type { ExportFormat } from '../../model/export-format.ts';

/** How a command's report is written: one function for each format that it has. */
export type Exporters<Report> = { readonly [format in ExportFormat]?: (report: Report) => string };
