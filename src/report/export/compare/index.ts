import type { CompareReport } from '../../../model/comparison.ts';
import { filePage } from '../../file-page.ts';
import type { Exporters } from '../exporters.ts';
import { toJson } from '../json.ts';
import { seriesPerfetto } from '../perfetto/windows.ts';
import { compareAsciidoc } from './asciidoc.ts';
import { compareCsv } from './csv.ts';
import { compareMarkdown } from './markdown.ts';
import { compareText } from './text.ts';

export const COMPARE_EXPORTERS = {
  json: toJson,
  csv: compareCsv,
  md: compareMarkdown,
  adoc: compareAsciidoc,
  text: (report) => compareText(report, filePage()),
  perfetto: seriesPerfetto,
  html: { load: async () => (await import('../html/compare.ts')).compareHtml },
} satisfies Exporters<CompareReport>;
