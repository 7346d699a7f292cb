import { messageOf } from '../../base/errors/read-thrown.ts';
import type { Concept, Demonstration, Reading } from '../../model/documents/concept.ts';

const HEAD = /^# ([^\n]+?): ([^\n]+)\n\n(.+?)\n\n```text\n([^`]+)\n```\n+$/s;
const SECTIONS = ['In Python', 'In Node', 'See it', 'Read on'];
const DEMONSTRATION = /^`(concur (?:demo ([a-z-]+)|(?:cores|scale|compare|check)(?: [^`]+)?))`: (.+)$/;
const READING = /^\[([^\]]+)\]\((https:\/\/[^\s()]+)\)$/;
/** What Markdown takes for markup. */
const MARKUP = /[`*_<>[\]|\\]/;

/**
 * Reads a file of docs/concepts. Its layout is fixed: a title with a summary, a paragraph, a picture, four sections.
 * @throws Error that says what is out of place
 */
export function parseConcept(name: string, markdown: string): Concept {
  try {
    return { name, ...parse(markdown) };
  } catch (cause) {
    throw new Error(`the concept ${name}: ${messageOf(cause)}`, { cause });
  }
}

function parse(markdown: string): Omit<Concept, 'name'> {
  const [head = '', ...sections] = markdown.replaceAll('\r\n', '\n').split(/^## /m);
  const [title = '', summary = '', definition = '', picture = ''] = partsOf(
    head,
    HEAD,
    'a title with a summary, a paragraph and a picture',
  );
  const titles = sections.map((section) => section.slice(0, section.indexOf('\n')));
  if (titles.join() !== SECTIONS.join()) throw new Error(`its sections are not ${SECTIONS.join(', ')}`);
  const [python = '', node = '', seeIt = '', readOn = ''] = sections.map((section) =>
    section.slice(section.indexOf('\n')).trim(),
  );
  return {
    title,
    summary,
    definition: paragraph(definition),
    picture: picture.split('\n'),
    python: paragraph(python),
    node: paragraph(node),
    seeIt: itemsOf(seeIt).map(demonstration),
    readOn: itemsOf(readOn).map(reading),
  };
}

/** One line of a paragraph that was broken anywhere. */
function paragraph(text: string): string {
  if (text === '' || text.includes('\n\n')) throw new Error(`“${text}” is not one paragraph`);
  const line = text.replaceAll('\n', ' ');
  const [markup] = MARKUP.exec(line.replace(/`[^`]+`/g, '')) ?? [];
  if (markup !== undefined) throw new Error(`“${line}” has a ${markup} outside of code`);
  return line;
}

function itemsOf(list: string): string[] {
  return list.split('\n').flatMap((line) => partsOf(line, /^- (.+)$/, 'an item of a list'));
}

function demonstration(item: string): Demonstration {
  const [command = '', experiment, shows = ''] = partsOf(item, DEMONSTRATION, '`concur …`: what it shows');
  return { command, experiment: experiment ?? null, shows };
}

function reading(item: string): Reading {
  const [title = '', url = ''] = partsOf(item, READING, 'a [title](https://…)');
  return { title, url };
}

function partsOf(text: string, pattern: RegExp, what: string): string[] {
  const match = pattern.exec(text);
  if (match === null) throw new Error(`“${text}” is not ${what}`);
  return match.slice(1);
}
