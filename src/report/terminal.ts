import type { DemoReport, ScenarioResult } from '../model/report.ts';
import { DOCUMENTS, type ReportKind, type Reports } from './kinds.ts';
import type { Page } from './page.ts';

/** A report as a terminal shows it, and its shortest answer. */
export interface TerminalText<Report> {
  full(report: Report, page: Page): string;
  line(report: Report, page: Page): string;
}

/** Loads what writes reports of a kind for the terminal. */
export async function prepareText<Kind extends ReportKind>(kind: Kind): Promise<TerminalText<Reports[Kind]>> {
  const [documentOf, { documentText, answerLine }] = await Promise.all([
    DOCUMENTS[kind](),
    import('./format/text.ts'),
  ]);
  return {
    full: (report, page) => documentText(documentOf(report), page),
    line: (report, page) => answerLine(documentOf(report), page),
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
    import('./document/demo.ts'),
    import('./format/text.ts'),
  ]);
  return {
    full: (result, page) => `${sectionsText(demo.titleOf(result), demo.scenarioSections(result), page)}\n`,
    line: (result, { palette }) => `${palette.text(demo.verdictLine(result))}\n`,
    closing: (report, page) =>
      sectionsText(null, demo.closingSections(report), page) + warningsText(report.warnings, page),
  };
}
