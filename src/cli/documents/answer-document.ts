import { jsonText } from '../../base/text/json-text.ts';
import type { Warning } from '../../model/warning.ts';
import { EXIT } from '../exit-codes.ts';
import type { TypedOptions } from '../options/table.ts';
import { documentHead } from '../output/document-head.ts';
import { machineOrNull } from '../setting/here.ts';

/** The document of a command that runs nothing, as text. @param reason what it did */
export async function answerDocument(
  name: string,
  options: TypedOptions,
  reason: string,
  body: object,
  warnings: readonly Warning[] = [],
): Promise<string> {
  const machine = await machineOrNull();
  const exit = { code: EXIT.ok, reason };
  const head = { startedAt: new Date(), machine, options: { ...options }, warnings, exit };
  return `${jsonText({ ...documentHead(`concur/${name}@1`, head), ...body }, 2)}\n`;
}
