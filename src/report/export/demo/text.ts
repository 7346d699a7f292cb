import type { DemoReport, ScenarioResult } from '../../../model/report.ts';
import { labelled, wrap } from '../../layout.ts';
import type { Page } from '../../page.ts';
import { planLines } from '../../text/plan.ts';
import { pictureLines, resultTableLines, skippedLines } from '../../text/result-table.ts';
import { legendLines, trialLines } from '../../text/trial.ts';
import { warningLines } from '../../text/warning.ts';

/** The whole report as text. */
export function demoText(report: DemoReport, page: Page): string {
  const parts = report.scenarios.map((result) => scenarioText(result, page));
  return [...parts, closingText(report, page)].join('');
}

/** One experiment: what we asked, what we saw, what the kernel says, so what. */
export function scenarioText(result: ScenarioResult, page: Page): string {
  const { palette, width } = page;
  const { color, glyphs } = palette;
  const say = (label: string, text: string) => labelled(label, palette.text(text), width, 12);
  const mark = glyphs.marks[result.outcome];
  const paint = { holds: color.green, fails: color.red, inconclusive: color.yellow, skipped: color.dim }[
    result.outcome
  ];
  const verdict = `${mark} ${result.outcome.toUpperCase()}`;
  const because = labelled(
    verdict,
    palette.text(`because ${result.because.join('; ')}`),
    width,
    verdict.length + 2,
  );
  return [
    ...wrap(palette.text(`${result.name}: ${result.question}`), width).map((line) => color.bold(line)),
    ...say('Hypothesis', result.hypothesis),
    ...say('Asked', result.asked),
    ...result.story.flatMap((line, index) => say(index === 0 ? 'Saw' : '', line)),
    ...planLines(result, page),
    ...result.trials.flatMap((trial) => ['', ...trialLines(trial, page)]),
    ...(result.trials.length === 0 ? [] : legendLines(page)),
    ...skippedLines(result, page),
    ...result.tables.flatMap((each) => ['', ...resultTableLines(each, page)]),
    ...pictureLines(result, page),
    '',
    ...claimLines(result, page),
    ...because.map((line) => paint(line)),
    ...sourceLines(result, page),
    '',
  ].join('\n');
}

function claimLines({ claims }: ScenarioResult, { palette, width }: Page): string[] {
  const { color, glyphs } = palette;
  const paint = { holds: color.green, fails: color.red, inconclusive: color.yellow, skipped: color.dim };
  return claims.flatMap(({ outcome, statement, expected, observed }) => {
    const lines = wrap(
      palette.text(`${statement}: ${observed} (expected ${expected})`),
      Math.max(8, width - 2),
    );
    return lines.map((line, index) =>
      index === 0 ? `${paint[outcome](glyphs.marks[outcome])} ${line}` : `  ${line}`,
    );
  });
}

/** One experiment in one line. */
export function verdictText({ name, outcome, because }: ScenarioResult, { palette }: Page): string {
  return palette.text(`${name}: ${outcome}, because ${because.join('; ')}\n`);
}

/** The code that ran, as it is written. */
function sourceLines({ source }: ScenarioResult, { palette }: Page): string[] {
  return (source ?? []).flatMap(({ path, text }) => ['', palette.color.bold(`// ${path}`), text.trimEnd()]);
}

/** What is said after the experiments: warnings, and the count where there were several. */
export function closingText(report: DemoReport, page: Page): string {
  const { palette, width } = page;
  const { scenarios } = report;
  const lines = report.warnings.flatMap((warning) => warningLines(warning, page));
  if (scenarios.length > 1) {
    const count = (outcome: ScenarioResult['outcome']) =>
      scenarios.filter((result) => result.outcome === outcome).length;
    const summary = (['holds', 'fails', 'inconclusive', 'skipped'] as const)
      .filter((outcome) => count(outcome) > 0)
      .map((outcome) => `${count(outcome)} ${outcome}`);
    lines.push(...wrap(palette.text(`${scenarios.length} experiments: ${summary.join(', ')}`), width));
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
