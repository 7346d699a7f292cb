import type { Concept, ExplainDocument } from '../../model/concept.ts';
import { conceptText, contentsText } from '../../report/concept/text.ts';
import { TOPICS } from '../../report/concept/topics.ts';
import { chooseTopic } from '../choose-topic.ts';
import { EXIT } from '../exit-codes.ts';
import { loadConcept } from '../load-concept.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';
import type { TypedOptions } from '../typed-options.ts';

/** `concur explain`: a concept in a screenful; without a topic, all of them, a line each. */
export async function explain(
  words: readonly string[],
  options: TypedOptions,
  output: Output,
): Promise<number> {
  const asked = words.length === 0 ? null : loadConcept(chooseTopic(words));
  const concepts = asked === null ? TOPICS.map(({ name }) => loadConcept(name)) : [asked];
  if (options.json === true) {
    output.print(`${JSON.stringify(await explainDocument(concepts, options), null, 2)}\n`);
    return EXIT.ok;
  }
  const page = await stdoutPage(options.color);
  output.print(asked === null ? contentsText(concepts, page) : conceptText(asked, page));
  return EXIT.ok;
}

async function explainDocument(
  concepts: readonly Concept[],
  options: TypedOptions,
): Promise<ExplainDocument> {
  const [{ documentHead }, { machineOrNull }] = await Promise.all([
    import('../documents.ts'),
    import('../error-document.ts'),
  ]);
  const machine = await machineOrNull();
  const exit = { code: EXIT.ok, reason: 'explained' };
  const head = { startedAt: new Date(), machine, options: { ...options }, warnings: [], exit };
  return { ...documentHead('concur/explain@1', head), concepts };
}
