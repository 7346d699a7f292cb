import type { DemoReport, DocumentHead, ScenarioResult } from '../model/documents/report.ts';
import { loadDocument, type ReportKind } from './kinds.ts';
import type { Page } from './style/page.ts';

/** A report as a terminal shows it, and its shortest answer. */
export interface TerminalText {
  full(report: DocumentHead<string>, page: Page): string;
  line(report: DocumentHead<string>, page: Page): string;
}

/** Loads what writes reports of a kind for the terminal. */
export async function prepareText(kind: ReportKind): Promise<TerminalText> {
  if (kind === 'demo') return prepareDemoText();
  const [documentOf, { documentText, answerLine }] = await Promise.all([
    loadDocument(kind),
    import('./format/text.ts'),
  ]);
  return {
    full: (report, page) => documentText(documentOf(report), page),
    line: (report, page) => answerLine(documentOf(report), page),
  };
}

/** A saved report of experiments reads as it did when each was printed as soon as it was over. */
async function prepareDemoText(): Promise<TerminalText> {
  const { full, line, closing } = await prepareExperimentText();
  const each = (write: ExperimentText['full'], report: DocumentHead<string>, page: Page) =>
    (report as DemoReport).scenarios.map((result) => write(result, page)).join('');
  return {
    full: (report, page) => each(full, report, page) + closing(report as DemoReport, page),
    line: (report, page) => each(line, report, page),
  };
}

/** What a terminal shows of experiments, one after the other. */
export interface ExperimentText {
  full(result: ScenarioResult, page: Page): string;
  line(result: ScenarioResult, page: Page): string;
  /** What is said after all of them. */
  closing(report: DemoReport, page: Page): string;
}

export async function prepareExperimentText(): Promise<ExperimentText> {
  const [demo, { sectionsText, warningsText }] = await Promise.all([
    import('./document/demo/demo.ts'),
    import('./format/text.ts'),
  ]);
  return {
    full: (result, page) => `${sectionsText(demo.titleOf(result), demo.scenarioSections(result), page)}\n`,
    line: (result, { palette }) => `${palette.text(demo.verdictLine(result))}\n`,
    closing: (report, page) =>
      sectionsText(null, demo.closingSections(report), page) + warningsText(report.warnings, page),
  };
}
