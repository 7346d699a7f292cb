import type { WatchReport } from '../../../model/watch.ts';
import { filePage } from '../../file-page.ts';
import type { Exporters } from '../exporters.ts';
import { toJson } from '../json.ts';
import { watchPerfetto } from '../perfetto/windows.ts';
import { watchCsv } from './csv.ts';
import { watchMarkdown } from './markdown.ts';
import { watchText } from './text.ts';

export const WATCH_EXPORTERS = {
  json: toJson,
  csv: watchCsv,
  md: watchMarkdown,
  text: (report) => watchText(report, filePage()),
  perfetto: watchPerfetto,
  html: { load: async () => (await import('../html/watch.ts')).watchHtml },
} satisfies Exporters<WatchReport>;
