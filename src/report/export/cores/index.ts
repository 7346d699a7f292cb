import type { CoresReport } from '../../../model/cores-report.ts';
import { filePage } from '../../file-page.ts';
import type { Exporters } from '../exporters.ts';
import { toJson } from '../json.ts';
import { coresCsv } from './csv.ts';
import { coresMarkdown } from './markdown.ts';
import { coresText } from './text.ts';

export const CORES_EXPORTERS = {
  json: toJson,
  csv: coresCsv,
  md: coresMarkdown,
  text: (report) => coresText(report, filePage()),
  html: { load: async () => (await import('../html/cores.ts')).coresHtml },
} satisfies Exporters<CoresReport>;
