import type { CheckReport } from '../../../model/check.ts';
import { filePage } from '../../file-page.ts';
import type { Exporters } from '../exporters.ts';
import { toJson } from '../json.ts';
import { checkAnnotations } from './github.ts';
import { checkJunit } from './junit.ts';
import { checkMarkdown } from './markdown.ts';
import { checkTap } from './tap.ts';
import { checkText } from './text.ts';

export const CHECK_EXPORTERS = {
  json: toJson,
  md: checkMarkdown,
  text: (report) => checkText(report, filePage()),
  junit: checkJunit,
  tap: checkTap,
  github: checkAnnotations,
  html: { load: async () => (await import('../html/check.ts')).checkHtml },
} satisfies Exporters<CheckReport>;
