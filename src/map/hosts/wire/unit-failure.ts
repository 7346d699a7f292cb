import { ConcurError, type ErrorCode } from '../../../base/errors/errors.ts';
import { messageOf } from '../../../base/errors/read-thrown.ts';
import { isNumber, isText, orNull, shaped } from '../../../engine/transport/message-shape.ts';
import { ParallelMapError } from '../../error.ts';
import { isThrown } from '../../protocol/map-protocol.ts';
import { packThrown } from '../../protocol/thrown/pack.ts';
import type { PackedThrown } from '../../protocol/thrown/packed.ts';
import { unpackThrown } from '../../protocol/thrown/unpack.ts';

/** A unit that has no result, as a host sends it: what `ParallelMapError` says of it. */
export interface UnitFailure {
  readonly index: number;
  readonly message: string;
  readonly cause: PackedThrown;
  /** Of a cause that is our own error: that it took too long, or ended its worker. Null for what its function threw. */
  readonly code: ErrorCode | null;
}

export const isFailure = shaped({
  index: isNumber,
  message: isText,
  cause: isThrown,
  code: orNull(isText),
});

/** It never throws. */
export function packFailure({ index, message, cause }: ParallelMapError): UnitFailure {
  return { index, message, cause: packThrown(cause), code: cause instanceof ConcurError ? cause.code : null };
}

export function unpackFailure({ index, message, cause, code }: UnitFailure): ParallelMapError {
  const thrown = unpackThrown(cause);
  const reason =
    code === null ? thrown : new ConcurError(code, messageOf(thrown), { cause: causeOf(thrown) });
  return new ParallelMapError(index, message, reason);
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.cause : undefined;
}
