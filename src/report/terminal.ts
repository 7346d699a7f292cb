import type { DemoReport, DocumentHead, ScenarioResult } from '../model/documents/report.ts';
import { SHORT, type Shown } from './document/document.ts';
import { loadDocument, type ReportKind } from './kinds.ts';
import type { OutputStyle } from './style/output-style.ts';

/** A report as a terminal shows it, and its shortest answer. */
export interface TerminalText {
  full(report: DocumentHead<string>, style: OutputStyle): string;
  line(report: DocumentHead<string>, style: OutputStyle): string;
}

/** Loads what writes reports of a kind for the terminal. */
export async function prepareText(kind: ReportKind, shown: Shown = SHORT): Promise<TerminalText> {
  if (kind === 'demo') return prepareDemoText(shown);
  const [documentOf, { documentText, answerLine }] = await Promise.all([
    loadDocument(kind, shown),
    import('./format/text.ts'),
  ]);
  return {
    full: (report, style) => documentText(documentOf(report), style),
    line: (report, style) => answerLine(documentOf(report), style),
  };
}

/** A saved report of experiments reads as it did when each was printed as soon as it was over. */
async function prepareDemoText(shown: Shown): Promise<TerminalText> {
  const { full, line, closing } = await prepareExperimentText(shown);
  const each = (write: ExperimentText['full'], report: DocumentHead<string>, style: OutputStyle) =>
    (report as DemoReport).scenarios.map((result) => write(result, style)).join('');
  return {
    full: (report, style) => each(full, report, style) + closing(report as DemoReport, style),
    line: (report, style) => each(line, report, style),
  };
}

/** What a terminal shows of experiments, one after the other. */
export interface ExperimentText {
  full(result: ScenarioResult, style: OutputStyle): string;
  line(result: ScenarioResult, style: OutputStyle): string;
  /** What is said after all of them. */
  closing(report: DemoReport, style: OutputStyle): string;
}

export async function prepareExperimentText(shown: Shown = SHORT): Promise<ExperimentText> {
  const [demo, { sectionsText, warningsText }] = await Promise.all([
    import('./document/demo/demo.ts'),
    import('./format/text.ts'),
  ]);
  return {
    full: (result, style) =>
      `${sectionsText(demo.titleOf(result), demo.scenarioSections(result, shown), style)}\n`,
    line: (result, { palette }) => `${palette.line(demo.verdictLine(result))}\n`,
    closing: (report, style) =>
      sectionsText(null, demo.closingSections(report, shown), style) + warningsText(report.warnings, style),
  };
}
