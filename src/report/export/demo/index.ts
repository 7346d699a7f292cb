import type { DemoReport } from '../../../model/report.ts';
import { filePage } from '../../file-page.ts';
import type { Exporters } from '../exporters.ts';
import { toJson } from '../json.ts';
import { demoPerfetto } from '../perfetto/windows.ts';
import { demoCsv } from './csv.ts';
import { demoMarkdown } from './markdown.ts';
import { demoText } from './text.ts';

export const DEMO_EXPORTERS = {
  json: toJson,
  csv: demoCsv,
  md: demoMarkdown,
  text: (report) => demoText(report, filePage()),
  perfetto: demoPerfetto,
  html: { load: async () => (await import('../html/demo.ts')).demoHtml },
} satisfies Exporters<DemoReport>;
