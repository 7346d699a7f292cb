import {
  isFlag,
  isNumber,
  isRecord,
  isText,
  listOf,
  messageParser,
  orNull,
  shaped,
} from '../../engine/transport/message-shape.ts';
import type { Protocol } from '../../engine/transport/transport.ts';
import type { FromMapWorker } from './messages.ts';

const isError = shaped({
  name: isText,
  message: isText,
  stack: orNull(isText),
  properties: isRecord,
  cause: orNull(isThrown),
});
const isRun = shaped({
  from: isNumber,
  values: (values) => Array.isArray(values) || values instanceof Float64Array,
});

/** What the workers of a map say. */
export const MAP_PROTOCOL: Protocol<FromMapWorker> = {
  parse: messageParser<FromMapWorker>({
    ready: { pid: isNumber, tid: orNull(isNumber) },
    unusable: { thrown: isThrown, isMissing: isFlag },
    answers: { runs: listOf(isRun) },
    failed: { index: isNumber, thrown: isThrown },
    finished: { units: isNumber, tookMs: isNumber },
    idle: {},
  }),
  followsOutput: ({ type }) => type === 'ready' || type === 'unusable',
};

function isThrown(packed: unknown): boolean {
  if (!isRecord(packed)) return false;
  return packed.type === 'value' || (packed.type === 'error' && isError(packed));
}
