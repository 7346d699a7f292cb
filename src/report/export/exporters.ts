import type { ExportFormat } from '../../model/export-format.ts';

export type Exporter<Report> = (report: Report) => string;

/** An exporter that is too large to be loaded for those who don’t ask for it. */
export interface ExporterToLoad<Report> {
  load(): Promise<Exporter<Report>>;
}

/** How a command's report is written: one function for each format that it has. */
export type Exporters<Report> = {
  readonly [format in ExportFormat]?: Exporter<Report> | ExporterToLoad<Report>;
};

/** Those that are there already. */
export type ReadyExporters<Report> = { readonly [format in ExportFormat]?: Exporter<Report> };

/** Loads the exporters of these formats. */
export async function readyFor<Report>(
  formats: readonly ExportFormat[],
  exporters: Exporters<Report>,
): Promise<ReadyExporters<Report>> {
  const ready: { [format in ExportFormat]?: Exporter<Report> } = {};
  for (const format of formats) {
    const exporter = exporters[format];
    if (exporter === undefined) continue;
    ready[format] = typeof exporter === 'function' ? exporter : await exporter.load();
  }
  return ready;
}
