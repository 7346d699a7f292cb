import { SCENARIOS } from '../../../scenarios/index.ts';
import type { ListDocument } from '../../model/list.ts';
import { toAscii } from '../../report/glyphs.ts';
import { table } from '../../report/layout.ts';
import { EXIT } from '../exit-codes.ts';
import type { Output } from '../output.ts';
import { isUtf8, stdoutFacts, widthOf } from '../terminal.ts';
import type { TypedOptions } from '../typed-options.ts';

const COLUMNS = [
  { title: 'name', align: 'left' },
  { title: 'question', align: 'left', wraps: true },
] as const;

/** `concur list`: the experiments, a line each. */
export async function list(options: TypedOptions, output: Output): Promise<number> {
  if (options.json === true) {
    output.print(`${JSON.stringify(await listDocument(options), null, 2)}\n`);
    return EXIT.ok;
  }
  const rows = SCENARIOS.map(({ name, question }) => [name, question]);
  const text = `${table(COLUMNS, rows, widthOf(stdoutFacts(), process.env)).join('\n')}\n`;
  output.print(isUtf8(process.env) ? text : toAscii(text));
  return EXIT.ok;
}

async function listDocument(options: TypedOptions): Promise<ListDocument> {
  const [{ documentHead }, { machineOrNull }] = await Promise.all([
    import('../documents.ts'),
    import('../error-document.ts'),
  ]);
  const machine = await machineOrNull();
  const exit = { code: EXIT.ok, reason: 'listed' };
  const scenarios = SCENARIOS.map(({ name, question, hypothesis }) => ({ name, question, hypothesis }));
  const head = { startedAt: new Date(), machine, options: { ...options }, warnings: [], exit };
  return { ...documentHead('concur/list@1', head), scenarios };
}
