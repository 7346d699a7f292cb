import { QUESTIONS } from '../../../scenarios/questions/index.ts';
import { isUtf8, stdoutFacts, widthOf } from '../../report/screen/stream-facts.ts';
import { toAscii } from '../../report/style/glyphs.ts';
import { table } from '../../report/style/layout.ts';
import { EXIT } from '../exit-codes.ts';
import type { Answer } from '../program/command.ts';

const COLUMNS = [
  { title: 'name', align: 'left' },
  { title: 'question', align: 'left', wraps: true },
] as const;

/** `concur list`: the experiments, a line each; with `-q` their names alone. */
export const list: Answer = async ({ options }, output) => {
  if (options.json === true) {
    const { answerDocument } = await import('../documents/answer-document.ts');
    output.print(await answerDocument('list', options, 'listed', { scenarios: QUESTIONS }));
    return EXIT.ok;
  }
  if (options.quiet === true) {
    output.print(`${QUESTIONS.map(({ name }) => name).join('\n')}\n`);
    return EXIT.ok;
  }
  const rows = QUESTIONS.map(({ name, question }) => [name, question]);
  const text = `${table(COLUMNS, rows, widthOf(stdoutFacts(), process.env)).join('\n')}\n`;
  output.print(isUtf8(process.env) ? text : toAscii(text));
  return EXIT.ok;
};
