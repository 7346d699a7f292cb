import { conceptText, contentsText } from '../../../report/concept/text.ts';
import { TOPICS } from '../../../report/concept/topics.ts';
import { EXIT } from '../../exit-codes.ts';
import { stdoutStyle } from '../../output/stream-style.ts';
import type { Answer } from '../../program/command.ts';
import { chooseTopic } from './choose-topic.ts';
import { loadConcept } from './load-concept.ts';

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
