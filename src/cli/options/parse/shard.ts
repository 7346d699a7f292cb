import { usageError } from '../../../base/errors/errors.ts';

/** A part of all units: every so many of them. */
export interface Shard {
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

/** `2/5`: the second of five parts. @throws ConcurError (USAGE) */
export function parseShard(text: string): Shard {
  const [, part, of] = /^(\d{1,9})\/(\d{1,9})$/.exec(text.trim()) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (shard.part >= 1 && shard.part <= shard.of) return shard;
  throw usageError(
    `--shard ${text} is not a part of a whole, such as 1/5 or 5/5`,
    'Five runs together do all of it: --shard 1/5, --shard 2/5, and so on.',
  );
}
