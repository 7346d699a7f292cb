import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { TOPICS } from '../../../report/concept/topics.ts';

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
