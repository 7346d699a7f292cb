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
  /** Its place in its chunk, from 0 on: `ParallelMapError.index` is what it is called. */
  readonly position: number;
  readonly message: string;
  readonly cause: PackedThrown;
  /** Of a cause that is our own error: that it took too long, or ended its worker. Null for what its function threw. */
  readonly code: ErrorCode | null;
}

export const isFailure = shaped({
  position: isNumber,
  message: isText,
  cause: isThrown,
  code: orNull(isText),
});

/** It never throws. */
export function packFailure(position: number, { message, cause }: ParallelMapError): UnitFailure {
  return {
    position,
    message,
    cause: packThrown(cause),
    code: cause instanceof ConcurError ? cause.code : null,
  };
}

/** @param index what the unit is called */
export function unpackFailure({ message, cause, code }: UnitFailure, index: number): ParallelMapError {
  const thrown = unpackThrown(cause);
  const reason =
    code === null ? thrown : new ConcurError(code, messageOf(thrown), { cause: causeOf(thrown) });
  return new ParallelMapError(index, message, reason);
}

function causeOf(thrown: unknown): unknown {
  return thrown instanceof Error ? thrown.cause : undefined;
}
