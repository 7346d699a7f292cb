import { SCENARIOS } from '../../../scenarios/index.ts';
import { table } from '../../report/layout.ts';
import { EXIT } from '../exit-codes.ts';
import type { TypedOptions } from '../options-table.ts';
import type { Output } from '../output.ts';
import { stdoutPage } from '../page.ts';

/** `concur list`: the experiments, a line each. */
export async function list(options: TypedOptions, output: Output): Promise<number> {
  if (options.json === true) {
    const scenarios = SCENARIOS.map(({ name, question, hypothesis }) => ({ name, question, hypothesis }));
    const document = { schema: 'concur/list@1', scenarios, exit: { code: EXIT.ok, reason: 'listed' } };
    await output.print(`${JSON.stringify(document, null, 2)}\n`);
    return EXIT.ok;
  }
  const { palette, width } = stdoutPage(options.color);
  const rows = SCENARIOS.map(({ name, question }) => [name, palette.text(question)]);
  const columns = [
    { title: 'name', align: 'left' },
    { title: 'question', align: 'left' },
  ] as const;
  const lines = table(columns, rows, width);
  await output.print(`${lines.join('\n')}\n`);
  return EXIT.ok;
}
