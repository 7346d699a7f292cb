import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../../scenarios/index.ts';
import { packageRoot } from '../../../src/base/files/package-root.ts';
import { chooseTopic, loadConcept } from '../../../src/cli/commands/explain/explain.ts';
import type { Concept } from '../../../src/model/documents/concept.ts';
import { conceptText } from '../../../src/report/concept/text.ts';
import { TOPICS } from '../../../src/report/concept/topics.ts';
import { toAscii } from '../../../src/report/style/glyphs.ts';
import { PLAIN, widest } from '../../fixtures/text.ts';

const EXPERIMENTS = SCENARIOS.map(({ name }) => name);
/** A terminal of 24 rows shows these and the next prompt. */
const SCREENFUL = 23;
const WIDEST_PICTURE = 60;

const CONCEPTS = TOPICS.map(({ name }) => [name, loadConcept(name)] as const);
const read = (...path: string[]) => readFileSync(join(packageRoot(), ...path), 'utf8');

/** What a reader sees of a concept. */
function sentencesOf({ title, summary, definition, picture, python, node, seeIt, readOn }: Concept): string {
  const shown = [...seeIt.map(({ shows }) => shows), ...readOn.map((reading) => reading.title)];
  return [title, summary, definition, ...picture, python, node, ...shown].join('\n');
}

describe.each(CONCEPTS)('the concept %s', (name, concept) => {
  const lines = conceptText(concept, { palette: PLAIN, width: 80 }).trimEnd().split('\n');

  it('is a screenful at most', () => {
    expect(lines.length).toBeLessThanOrEqual(SCREENFUL);
    expect(widest(lines.join('\n'))).toBeLessThanOrEqual(80);
  });

  it('has a picture of one column a character, no wider than a narrow terminal', () => {
    expect(widest(concept.picture.join('\n'))).toBeLessThanOrEqual(WIDEST_PICTURE);
    for (const line of concept.picture) expect(toAscii(line)).toHaveLength(line.length);
  });

  it('has a likeness of everything in ASCII, in which shades stay apart', () => {
    const text = sentencesOf(concept);
    expect(toAscii(text).split('?')).toHaveLength(text.split('?').length);
    const shades = new Set(concept.picture.join('').match(/[█▒░·●○]/g));
    expect(new Set([...shades].map(toAscii)).size).toBe(shades.size);
  });

  it('keeps each address in one piece, so that it can be clicked', () => {
    for (const { url } of concept.readOn) expect(lines.some((line) => line.endsWith(`(${url})`))).toBe(true);
  });

  it('names commands that there are', () => {
    for (const { experiment } of concept.seeIt)
      if (experiment !== null) expect(EXPERIMENTS).toContain(experiment);
    expect(concept.seeIt.length).toBeGreaterThan(0);
  });

  it('uses typographic apostrophes in its sentences', () => {
    expect(sentencesOf(concept).replace(/`[^`]+`/g, '')).not.toContain("'");
  });

  it('stands in the table of contents', () => {
    expect(read('docs', 'concepts', 'README.md')).toContain(
      `\n- [${concept.title}](${name}.md): ${concept.summary}\n`,
    );
  });
});

it('has a topic for each file, and a file for each topic', () => {
  const files = readdirSync(join(packageRoot(), 'docs', 'concepts')).filter((file) => file !== 'README.md');
  expect(files).toEqual(TOPICS.map(({ name }) => `${name}.md`).sort());
});

it('tells them in the order of the table of contents', () => {
  const linked = [...read('docs', 'concepts', 'README.md').matchAll(/\]\(([a-z-]+)\.md\)/g)];
  expect(linked.map(([, name]) => name)).toEqual(TOPICS.map(({ name }) => name));
});

it('has a concept for each experiment, and knows it by the experiment’s name', () => {
  const shown = new Set(CONCEPTS.flatMap(([, { seeIt }]) => seeIt.map(({ experiment }) => experiment)));
  for (const name of [...EXPERIMENTS, ...SCENARIOS.map((scenario) => scenario.name)]) {
    expect(shown).toContain(name);
    const concept = loadConcept(chooseTopic([name]));
    expect(concept.seeIt.map(({ experiment }) => experiment)).toContain(name);
  }
});

it('begins as the table of contents shows it', () => {
  const [, shown = ''] =
    /\$ concur explain gil\n([^`]+?)…\n```/.exec(read('docs', 'concepts', 'README.md')) ?? [];
  expect(shown).not.toBe('');
  const printed = conceptText(loadConcept('gil'), { palette: PLAIN, width: 80 });
  expect(printed.startsWith(shown)).toBe(true);
});
