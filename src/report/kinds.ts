import type { CheckReport } from '../model/documents/check.ts';
import type { CompareReport } from '../model/documents/comparison.ts';
import type { CoresReport } from '../model/documents/cores-report.ts';
import type { DemoReport, DocumentHead } from '../model/documents/report.ts';
import type { ScaleReport } from '../model/documents/scaling.ts';
import type { WatchReport } from '../model/documents/watch.ts';
import { type ReportDocument, type Shown, WHOLE } from './document/document.ts';

/** The kinds of report, and what each holds. */
export interface Reports {
  readonly demo: DemoReport;
  readonly compare: CompareReport;
  readonly scale: ScaleReport;
  readonly cores: CoresReport;
  readonly check: CheckReport;
  readonly watch: WatchReport;
}
export type ReportKind = keyof Reports;

type MakeDocument<Kind extends ReportKind> = (report: Reports[Kind], shown: Shown) => ReportDocument;

/** How a report of each kind becomes a document: loaded when one does. */
const DOCUMENTS: { readonly [Kind in ReportKind]: () => Promise<MakeDocument<Kind>> } = {
  demo: async () => (await import('./document/demo/demo.ts')).demoDocument,
  compare: async () => (await import('./document/compare/compare.ts')).compareDocument,
  scale: async () => (await import('./document/scale/scale.ts')).scaleDocument,
  cores: async () => (await import('./document/cores/cores.ts')).coresDocument,
  check: async () => (await import('./document/check.ts')).checkDocument,
  watch: async () => (await import('./document/watch/watch.ts')).watchDocument,
};

export const REPORT_KINDS = Object.keys(DOCUMENTS) as readonly ReportKind[];

/** Loads what makes documents of a kind. A report's schema says which kind it is: from here on the types hold. */
export async function loadDocument(
  kind: ReportKind,
  shown: Shown = WHOLE,
): Promise<(report: DocumentHead<string>) => ReportDocument> {
  const documentOf = await DOCUMENTS[kind]();
  return (report) => documentOf(report as never, shown);
}
