import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { packageRoot } from '../../../base/files/package-root.ts';
import type { Concept } from '../../../model/documents/concept.ts';
import { parseConcept } from '../../../report/concept/parse-concept.ts';
import { conceptText, contentsText } from '../../../report/concept/text.ts';
import { TOPICS } from '../../../report/concept/topics.ts';
import { EXIT } from '../../exit-codes.ts';
import { stdoutStyle } from '../../output/text-outlet.ts';
import type { Answer } from '../../program/command.ts';

/** `concur explain`: a concept in a screenful; without a topic, all of them, a line each. */
export const explain: Answer = async ({ words, options }, output) => {
  const asked = words.length === 0 ? null : loadConcept(chooseTopic(words));
  const concepts = asked === null ? TOPICS.map(({ name }) => loadConcept(name)) : [asked];
  if (options.json === true) {
    const { answerDocument } = await import('../../documents/answer-document.ts');
    output.print(await answerDocument('explain', options, 'explained', { concepts }));
    return EXIT.ok;
  }
  const style = await stdoutStyle(options.color);
  output.print(asked === null ? contentsText(concepts, style) : conceptText(asked, style));
  return EXIT.ok;
};

/**
 * The topic that was asked for, by its name or another word for it: only letters count, in capitals or not.
 * @returns the name of its file in docs/concepts
 * @throws ConcurError (USAGE) for what is no topic
 */
export function chooseTopic(words: readonly string[]): string {
  const typed = words.join(' ');
  const found = TOPICS.find((topic) => wordsFor(topic).some((word) => keyOf(word) === keyOf(typed)));
  if (found !== undefined) return found.name;
  const meant = closest(typed, TOPICS.flatMap(wordsFor));
  throw usageError(
    `there is no topic “${typed}”`,
    meant === null ? 'concur explain lists the topics.' : `Did you mean concur explain ${meant}?`,
  );
}

function wordsFor({ name, aliases }: (typeof TOPICS)[number]): readonly string[] {
  return [name, ...aliases];
}

function keyOf(word: string): string {
  return word.toLowerCase().replace(/[^a-z\d+]/g, '');
}

/** A concept, from the file that the documentation has of it. */
export function loadConcept(name: string): Concept {
  return parseConcept(name, readFileSync(join(packageRoot(), 'docs', 'concepts', `${name}.md`), 'utf8'));
}
