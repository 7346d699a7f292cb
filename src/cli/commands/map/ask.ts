import { usageError } from '../../../base/errors/errors.ts';
import type { MapFiles } from '../../../map/journal/resume.ts';
import type { FileMap } from '../../../map/lines/map-files.ts';
import type { WorkforceRequest } from '../../../map/request.ts';
import type { UserSource } from '../../../workloads/user/python-reference.ts';
import { isFileName, readSource } from '../../options/own-function.ts';
import type { TypedOptions } from '../../options/table.ts';
import { filesOf } from './asked-files.ts';
import { workforceOf } from './asked-workforce.ts';

/** What was typed, understood. */
export interface AskedMap extends Omit<FileMap, 'call'> {
  /** As they were typed; `-` for stdin and stdout. */
  readonly function: string;
  readonly input: string;
  readonly output: string;
  readonly onError: 'raise' | 'collect';
  readonly workforce: WorkforceRequest;
  /** Where output and journal are, if the output is a file; else null. */
  readonly files: MapFiles | null;
}

const EXAMPLE = 'Try concur map ./work.ts#name --input rows.ndjson --output out.ndjson.';

/** @throws ConcurError (USAGE) for what can’t be had, or doesn’t go together */
export function askMap(words: readonly string[], options: TypedOptions): AskedMap {
  const [what, ...more] = words;
  if (what === undefined) throw usageError('map needs a function', EXAMPLE);
  const { lines: input, output = '-' } = options;
  if (more.length > 0) {
    const hint = input === undefined ? `The inputs are an option: --input ${more[0]}` : EXAMPLE;
    throw usageError(`map takes one function: ${words.join(' ')}`, hint);
  }
  if (input === undefined) throw usageError('map needs inputs: --input FILE', EXAMPLE);
  checkTogether(options, output);
  const source = sourceOf(what);
  return {
    function: what,
    input,
    output,
    source,
    workforce: workforceOf(source, options),
    files: output === '-' ? null : filesOf(input, output, options.journal),
    shard: options.shard ?? { part: 1, of: 1 },
    values: options.values === true,
    onError: options.onError ?? 'raise',
  };
}

function sourceOf(what: string): UserSource {
  if (isFileName(what) || /[:#]/.test(what)) return readSource(what);
  throw usageError(`“${what}” is not a module`, 'Write your own function as ./work.ts#name.');
}

function checkTogether({ journal, restart, json, lines: input }: TypedOptions, output: string): void {
  const toFile = 'Write to a file: --output out.ndjson.';
  if (output === '-' && json === true)
    throw usageError('--json and the results both write to stdout', toFile);
  if (output === '-' && (journal !== undefined || restart === true)) {
    const flag = journal === undefined ? '--restart' : '--journal';
    throw usageError(`${flag} is of no use where the results go to stdout`, toFile);
  }
  if (input === '-' && journal !== undefined) {
    throw usageError(
      '--journal is of no use where the inputs come from a pipe: it can’t be read again',
      'Save the inputs in a file first: --input rows.ndjson.',
    );
  }
}
