import { statSync } from 'node:fs';
import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { realPlace } from '../../../base/files/real-place.ts';
import { LEASE_MS, WAIT_MS } from '../../../map/hosts/submit/hosts-request.ts';
import type { MapFiles } from '../../../map/journal/resume.ts';
import type { FileMap } from '../../../map/lines/map-files.ts';
import { mapEngineFor } from '../../../map/map-engine.ts';
import type { PoolRequest } from '../../../map/pool-request.ts';
import type { WorkforceRequest } from '../../../map/request.ts';
import type { MapEngineName } from '../../../model/engines/engines.ts';
import { isPython, type UserSource } from '../../../workloads/user/python-reference.ts';
import { isFileName, readSource } from '../../options/own-function.ts';
import type { TypedOptions } from '../../options/table.ts';
import { checkWritable } from '../../output/file/write-file.ts';
import { typedBroker } from '../hosts/asked-broker.ts';

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
  if (more.length > 0) throw usageError(`map takes one function: ${words.join(' ')}`, EXAMPLE);
  const { lines: input, output = '-' } = options;
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

function workforceOf(source: UserSource, options: TypedOptions): WorkforceRequest {
  if (options.mapEngine === 'hosts') return { type: 'hosts', ...hostsOf(source, options) };
  refuseWithout('hosts', HOSTS_ONLY, options);
  return { type: 'here', pool: poolOf(source, options, options.mapEngine ?? null) };
}

function poolOf(source: UserSource, options: TypedOptions, engine: MapEngineName | null): PoolRequest {
  return {
    source,
    python: pythonFor(source, options),
    engine: mapEngineFor(source, engine),
    workers: options.workers ?? null,
    chunk: options.chunk ?? null,
    concurrency: options.concurrency ?? 1,
    retries: options.retries ?? 0,
    recycleAfter: { units: null, bytes: null },
    init: null,
    timeoutMs: options.unitTimeout ?? null,
    tellsClocks: false,
  };
}

const HOSTS_ONLY = {
  broker: '--broker',
  insecure: '--insecure',
  hosts: '--hosts',
  runName: '--run',
  wait: '--wait',
  lease: '--lease',
};
const WORKERS_ONLY = { workers: '-w', concurrency: '--concurrency' };

function hostsOf(
  source: UserSource,
  options: TypedOptions,
): Omit<WorkforceRequest & { type: 'hosts' }, 'type'> {
  if (isPython(source))
    throw usageError(
      'hosts can’t run a function in Python',
      'Use --engine processes on each machine, with --shard 1/2.',
    );
  refuseWithout('threads or processes', WORKERS_ONLY, options);
  const { hosts = 1, chunk = null, unitTimeout = null, retries = 0 } = options;
  const { runName: run = null, wait: waitMs = WAIT_MS, lease: leaseMs = LEASE_MS } = options;
  return {
    order: { source, run, hosts, waitMs, leaseMs, chunk, timeoutMs: unitTimeout, retries },
    broker: typedBroker(options),
  };
}

/** Options that are of use with other engines alone. */
function refuseWithout(
  engines: string,
  flags: Readonly<Record<string, string>>,
  options: TypedOptions,
): void {
  const found = Object.keys(flags).find((name) => options[name as keyof TypedOptions] !== undefined);
  if (found === undefined) return;
  throw usageError(`${flags[found]} is for --engine ${engines}`, `Leave it out, or add --engine ${engines}.`);
}

function pythonFor(source: UserSource, { python = [] }: TypedOptions): string | undefined {
  if (python.length > 0 && !isPython(source)) {
    throw usageError(
      '--python needs your own function in Python',
      'Try concur map ./work.py#name --input rows.ndjson --output out.ndjson.',
    );
  }
  if (python.length > 1) {
    const facts = { kind: 'several-pythons' } as const;
    throw new ConcurError('USAGE', `a map runs in one Python: ${python.join(', ')}`, { facts });
  }
  return python[0];
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

/** Links are followed, so that each file has one name. */
function filesOf(input: string, output: string, journal = `${output}.journal`): MapFiles {
  for (const file of [output, journal]) {
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      throw usageError(
        `${file} is no file that can be gone on with`,
        `Leave it out, and redirect: > ${file}`,
      );
    }
    checkWritable(file);
  }
  const places = [input, output, journal].map((file) => (file === '-' ? file : realPlace(file)));
  if (new Set(places).size < places.length) {
    throw usageError('--input, --output and --journal must be different files', EXAMPLE);
  }
  return { output: realPlace(output), journal: realPlace(journal) };
}
