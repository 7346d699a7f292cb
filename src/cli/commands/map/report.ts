import { jsonText } from '../../../base/text/json-text.ts';
import type { MapDocument, MapFindings } from '../../../model/documents/map.ts';
import type { Exit } from '../../../model/documents/report.ts';
import type { Warning } from '../../../model/warning.ts';
import { mapReportLines } from '../../../report/words/map-report.ts';
import { mapInWords } from '../../../report/words/mapped.ts';
import type { TypedOptions } from '../../options/table.ts';
import { documentHead } from '../../output/document-head.ts';
import { stderrStyle, stdoutStyle } from '../../output/text-outlet.ts';
import type { Output } from '../../output.ts';
import { machineOrNull } from '../../setting/here.ts';

/** What there is to say of a run at its end. */
export interface MapEnd {
  readonly findings: MapFindings;
  readonly exit: Exit;
  /** Whether a signal, or the time, has ended it. */
  readonly isEnded: boolean;
  readonly startedAt: Date;
  readonly warnings: readonly Warning[];
  readonly options: TypedOptions;
}

/** As text or as a document; beside results on stdout, on stderr. */
export async function reportMap(end: MapEnd, output: Output): Promise<void> {
  const { findings, exit, options } = end;
  if (options.json === true) return output.print(await documentText(end));
  const isAside = findings.output === '-';
  const { palette, width } = await (isAside ? stderrStyle : stdoutStyle)(options.color);
  const { line, next } = mapInWords(findings, end.isEnded ? exit.reason : null);
  const table = findings.report === null ? [] : mapReportLines(findings.report, width);
  const lines = options.quiet === true ? [line] : [...table, line, ...(next === null ? [] : [next])];
  const text = `${palette.text(lines.join('\n'))}\n`;
  if (!isAside) return output.print(text);
  // Who reads results alone is not to be kept from it by what is said of them.
  if (options.quiet !== true) output.notify(text);
}

async function documentText({ findings, exit, startedAt, warnings, options }: MapEnd): Promise<string> {
  const head = { startedAt, machine: await machineOrNull(), options: { ...options }, warnings, exit };
  const document: MapDocument = { ...documentHead('concur/map@1', head), ...findings };
  return `${jsonText(document, 2)}\n`;
}
