import {
  any,
  type Check,
  isFlag,
  isList,
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
import { isValues } from './values.ts';

const PACKED: Readonly<Record<string, Check>> = {
  value: any,
  list: shaped({ items: isList }),
  error: shaped({
    name: isText,
    className: isText,
    builtIn: isText,
    message: isText,
    stack: orNull(isText),
    properties: isList,
    notKept: isList,
  }),
};
export const isRun: Check = shaped({ from: isNumber, values: isValues });
const isClocks = shaped({
  cpu: orNull(isNumber),
  runNs: orNull(isNumber),
  runDelayNs: orNull(isNumber),
});

/** What the workers of a map say. */
export const MAP_PROTOCOL: Protocol<FromMapWorker> = {
  parse: messageParser<FromMapWorker>({
    ready: { pid: isNumber, tid: orNull(isNumber) },
    unusable: { thrown: isThrown, isMissing: isFlag, init: orNull(isText) },
    answers: { runs: listOf(isRun) },
    failed: { index: isNumber, thrown: isThrown },
    finished: {
      from: isNumber,
      units: isNumber,
      tookMs: isNumber,
      bytes: orNull(isNumber),
      clocks: orNull(isClocks),
    },
    idle: {},
  }),
  followsOutput: ({ type }) => type === 'ready' || type === 'unusable',
};

/** What an error holds in turn is not looked at: it may be its own cause. */
export function isThrown(packed: unknown): boolean {
  if (!isRecord(packed) || typeof packed.type !== 'string' || !Object.hasOwn(PACKED, packed.type))
    return false;
  return PACKED[packed.type]?.(packed) === true;
}
