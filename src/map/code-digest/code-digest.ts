import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isPython, type UserSource } from '../../workloads/user/python-reference.ts';
import { digestOf } from './digest-of.ts';
import { nodeCode } from './node/node-code.ts';
import { pythonCode } from './python/python-code.ts';

/** Of what goes into a digest, and how: digests of other versions never agree. */
const VERSION = 1;

/**
 * What a function is, in 64 hexadecimal digits: the same wherever the same code lies, and another one where a byte of it is
 * another. That is its file, all files that it imports or requires by a name outside node_modules, and the lock file for what
 * is installed there. What it reads as it runs is none of it.
 * @throws ConcurError (USAGE) where its file isn’t there
 */
export async function codeDigest(source: UserSource): Promise<string> {
  const { module, files, locks, nameOf } = isPython(source)
    ? await pythonCode(source)
    : await nodeCode(source);
  const language = isPython(source) ? 'python' : 'node';
  const lines = Array.from(files, ([file, digest]) => ['file', nameOf(file), digest]);
  for (const lock of locks) {
    lines.push(['lock', basename(lock), await readFile(lock).then(digestOf, () => null)]);
  }
  const parts = lines.map((line) => JSON.stringify(line)).sort();
  const head = JSON.stringify([VERSION, language, module, source.name ?? 'default']);
  return digestOf([head, ...parts].join('\n'));
}
