import type { ScaleReport } from '../../../model/scaling.ts';
import { filePage } from '../../file-page.ts';
import type { Exporters } from '../exporters.ts';
import { toJson } from '../json.ts';
import { seriesPerfetto } from '../perfetto/windows.ts';
import { scaleAsciidoc } from './asciidoc.ts';
import { scaleCsv } from './csv.ts';
import { scaleMarkdown } from './markdown.ts';
import { scaleText } from './text.ts';

export const SCALE_EXPORTERS = {
  json: toJson,
  csv: scaleCsv,
  md: scaleMarkdown,
  adoc: scaleAsciidoc,
  text: (report) => scaleText(report, filePage()),
  perfetto: seriesPerfetto,
  html: { load: async () => (await import('../html/scale.ts')).scaleHtml },
} satisfies Exporters<ScaleReport>;
