import { casesTable } from '../../document/cases-table.ts';
import type { Facts, Group, List, Paragraph, Section, Verdict } from '../../document/section.ts';
import { UNICODE } from '../../style/glyphs.ts';
import { chartPart, timelineFigure } from './figure.ts';
import { machineBoxes } from './machine-boxes.ts';
import { type Html, html, type Part } from './markup.ts';
import { folded, tablePart } from './table.ts';

/**
 * A section of the page.
 * @param level of its heading, if it has one
 * @param join how many samples of a timeline are drawn as one
 */
export function sectionPart(section: Section, level: number, join: number): Part {
  switch (section.kind) {
    case 'verdict':
      return verdictPart(section);
    case 'paragraph':
      return paragraphPart(section);
    case 'facts':
      return factsPart(section);
    case 'list':
      return listPart(section);
    case 'table':
      return tablePart(section);
    case 'cases':
      return casesTable(section).map(tablePart);
    case 'picture':
      return html`<pre class="picture" tabindex="0">${section.lines.join('\n')}</pre>`;
    case 'machinery':
      return html`${heading('The machine', level)}${machineBoxes(section.topology)}`;
    case 'chart':
      return chartPart(section);
    case 'timelines':
      return timelineFigure(section, join);
    case 'source':
      return folded(section.path, html`<pre tabindex="0">${section.text}</pre>`);
    case 'group':
      return groupPart(section, level, join);
  }
}

function paragraphPart({ lead, text, tone }: Paragraph): Html {
  const name = tone === 'plain' ? 'said' : tone;
  return html`<p class="${name}">${lead !== null && html`<strong>${lead}:</strong> `}${text}</p>`;
}

/** Names and what they stand for. */
function factsPart({ facts }: Facts): Html {
  const pairs = facts.map(([name, ...values]) => {
    const items = values.map((value) => html`<dd>${value}</dd>`);
    return html`<div><dt>${name}</dt>${items}</div>\n`;
  });
  return html`<dl class="facts">${pairs}</dl>`;
}

function listPart({ items, tone }: List): Html {
  return html`<ul class="${tone === 'bad' ? 'faults' : 'points'}">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

function groupPart({ title, id, isFolded, sections }: Group, level: number, join: number): Html {
  const parts = sections.map((section) => sectionPart(section, level + 1, join));
  if (isFolded) return folded(title, parts);
  const name = id ?? false;
  return html`<section${name && html` id="${name}"`}>${heading(title, level)}
${parts}
</section>`;
}

function heading(title: string, level: number): Html {
  if (level <= 2) return html`<h2>${title}</h2>`;
  return level === 3 ? html`<h3>${title}</h3>` : html`<h4>${title}</h4>`;
}

/** What it all comes to, in a box. */
function verdictPart({ outcome, lead, because, tone }: Verdict): Html {
  const mark = outcome !== null && html`<span aria-hidden="true">${UNICODE.marks[outcome]}</span> `;
  return html`<p class="verdict ${tone}"><strong>${mark}${lead}${outcome === null && html`<span class="colon">:</span>`}</strong> ${because}</p>`;
}
