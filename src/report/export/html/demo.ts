import { countOf } from '../../../base/units.ts';
import type { DemoReport, ScenarioResult } from '../../../model/report.ts';
import type { Claim } from '../../../model/scenario.ts';
import { filePage } from '../../file-page.ts';
import { planLines } from '../../text/plan.ts';
import { type Html, html, type Part } from './markup.ts';
import { outcomeBadge, verdict } from './outcome.ts';
import { htmlPage } from './page.ts';
import { folded, foldedTable, tableOf } from './table.ts';
import { looksToJoin } from './track-data.ts';
import { trialSection } from './trial.ts';

const CLAIM_COLUMNS = [
  { title: 'claim', align: 'left' },
  { title: 'outcome', align: 'left' },
  { title: 'expected', align: 'left' },
  { title: 'observed', align: 'left' },
] as const;

/** A page for one experiment or several. */
export function demoHtml(report: DemoReport): string {
  const { scenarios } = report;
  const join = looksToJoin(scenarios.flatMap(({ trials }) => trials.map(({ timeline }) => timeline)));
  const [only] = scenarios;
  const isOne = scenarios.length === 1;
  return htmlPage(report, {
    command: isOne && only !== undefined ? `demo ${only.name}` : 'demo',
    title: isOne && only !== undefined ? only.question : `${scenarios.length} experiments`,
    lead: isOne ? null : summaryOf(scenarios),
    body: scenarios.map((result, index) => {
      const { name, question, trials } = result;
      const told = trials.map((trial) => trialSection(trial, join));
      if (isOne) return scenarioSection(result, index, 'Verdict', told);
      // Several experiments are read as an overview first.
      const summary = `${countOf(trials.length, 'trial')} of ${name}: workers and timelines`;
      const apart = trials.length === 0 ? null : folded(summary, told);
      return scenarioSection(result, index, `${name}: ${question}`, apart);
    }),
  });
}

/** All of them at a glance, each with a link. */
function summaryOf(scenarios: readonly ScenarioResult[]): Html {
  const items = scenarios.map(
    ({ name, question, outcome }, index) =>
      html`<li>${outcomeBadge(outcome)} <a href="#experiment-${index}">${name}</a>: ${question}</li>\n`,
  );
  return html`<nav aria-label="Experiments"><ul class="summary">${items}</ul></nav>`;
}

function scenarioSection(result: ScenarioResult, index: number, heading: string, trialPart: Part): Html {
  const { name, hypothesis, asked, outcome, because, story, skipped, tables } = result;
  return html`<section class="experiment" id="experiment-${index}" aria-labelledby="name-${index}">
<h2 id="name-${index}">${heading}</h2>
${verdict(outcome, `because ${because.join('; ')}`)}
<p><strong>Hypothesis.</strong> ${hypothesis}</p>
<p><strong>Asked.</strong> ${asked}</p>
${story.length > 0 && html`<p><strong>Saw.</strong></p><ul>${story.map((line) => html`<li>${line}</li>`)}</ul>`}
${tableOf(`Claims of ${name}`, CLAIM_COLUMNS, result.claims.map(claimCells))}
${tables.map(({ title, columns, rows }) => foldedTable(title, columns, rows))}
${result.picture.length > 0 && html`<pre class="picture" tabindex="0">${result.picture.join('\n')}</pre>`}
${result.plan !== undefined && html`<pre tabindex="0">${planLines(result, filePage()).join('\n').trim()}</pre>`}
${trialPart}
${skipped.map(({ label, why }) => html`<p>${outcomeBadge('skipped')} ${label}: ${why}</p>`)}
${(result.source ?? []).map(({ path, text }) => folded(path, html`<pre tabindex="0">${text}</pre>`))}
</section>`;
}

function claimCells({ statement, outcome, expected, observed }: Claim) {
  return [statement, outcomeBadge(outcome), expected, observed];
}
