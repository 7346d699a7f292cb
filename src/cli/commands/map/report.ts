import { jsonText } from '../../../base/text/json-text.ts';
import { countOf } from '../../../base/units.ts';
import type { MapDocument, MapFindings } from '../../../model/documents/map.ts';
import type { Exit } from '../../../model/documents/report.ts';
import type { MapReport } from '../../../model/parallel-map.ts';
import type { Warning } from '../../../model/warning.ts';
import { allWorkersLines, mapReportLines } from '../../../report/words/map-report.ts';
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
  const { report } = findings;
  const lines =
    options.quiet === true
      ? [line]
      : [
          line,
          ...(next === null ? [] : [next]),
          ...(report === null ? [] : workersLines(report, width, options)),
        ];
  const text = `${palette.text(lines.join('\n'))}\n`;
  if (!isAside) return output.print(text);
  // Who reads results alone is not to be kept from it by what is said of them.
  if (options.quiet !== true) output.notify(text);
}

function workersLines(report: MapReport, width: number, { details }: TypedOptions): string[] {
  if (details === true || report.workers.length === 0) return mapReportLines(report, width);
  return [
    ...allWorkersLines(report, width),
    `${countOf(report.workers.length, 'worker')}, one by one: --details`,
  ];
}

async function documentText({ findings, exit, startedAt, warnings, options }: MapEnd): Promise<string> {
  const head = { startedAt, machine: await machineOrNull(), options: { ...options }, warnings, exit };
  const document: MapDocument = { ...documentHead('concur/map@1', head), ...findings };
  return `${jsonText(document, 2)}\n`;
}
