import { ConcurError } from '../../base/errors/errors.ts';
import { messageOf } from '../../base/errors/read-thrown.ts';
import type { ErrorDocument } from '../../model/documents/error.ts';
import { exitOf } from '../exit-codes.ts';
import { documentHead } from '../output/document-head.ts';
import { COMMAND_NAMES, type CommandName } from '../program/table.ts';
import { machineOrNull } from '../setting/here.ts';

/**
 * What a command prints that ends in an error before it has a result.
 * @param typed what was typed behind `concur`, without what stands behind `--`
 */
export async function errorDocument(typed: readonly string[], error: unknown): Promise<ErrorDocument> {
  const machine = await machineOrNull();
  const head = { startedAt: new Date(), machine, options: {}, warnings: [], exit: exitOf(error) };
  const { code, hint } = error instanceof ConcurError ? error : { code: 'BUG' as const, hint: null };
  return {
    ...documentHead('concur/error@1', head),
    command: commandIn(typed),
    error: { code, message: messageOf(error), hint },
  };
}

function commandIn([first]: readonly string[]): CommandName | null {
  return COMMAND_NAMES.find((name) => name === first) ?? null;
}
