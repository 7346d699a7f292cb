import { serialize } from 'node:v8';
import {
  isList,
  isNumber,
  isRecord,
  isText,
  listOf,
  messageParser,
} from '../../../engine/transport/message-shape.ts';
import type { ChunkEvidence } from '../../../model/hosts.ts';
import { type Numbering, numberOf } from '../../dispatch/numbering.ts';
import { unitThrew } from '../../error.ts';
import { isRun } from '../../protocol/map-protocol.ts';
import type { Run } from '../../protocol/messages.ts';
import { isJsonLines } from '../../protocol/values.ts';
import { uncloneable } from '../../worker/outbox.ts';
import { MOST_CHARACTERS } from './protocol.ts';
import { type SealedFor, seal, unreadable, unseal } from './seal.ts';
import { isFailure, packFailure, type UnitFailure } from './unit-failure.ts';

/** What became of a chunk on a host. */
export type ChunkAnswer =
  | ChunkDone
  /** Its results are larger than an answer may be: smaller chunks have to do, down to one unit. */
  | { readonly type: 'too-large'; readonly characters: number }
  /** When its turn came, nobody waited for it any more. */
  | { readonly type: 'expired' }
  /** The host can’t do it: it isn’t signed as it should be, or is of another function. */
  | { readonly type: 'refused'; readonly why: string }
  /** The function can’t be had there: its module can’t be loaded. */
  | { readonly type: 'unusable'; readonly why: string };

/** With `onError: 'raise'` the units after the first failure may have no outcome. */
export interface ChunkDone {
  readonly type: 'done';
  readonly runs: readonly Run[];
  readonly failures: readonly UnitFailure[];
  /** How often a unit was begun: more than there are units, where some were begun again. */
  readonly begun: number;
  /** Of each worker that had part in it. */
  readonly evidence: readonly ChunkEvidence[];
}

const parse = messageParser<ChunkAnswer>({
  done: {
    runs: listOf(isRun),
    failures: listOf(isFailure),
    begun: isNumber,
    evidence: (evidence) => isList(evidence) && (evidence as unknown[]).every(isRecord),
  },
  'too-large': { characters: isNumber },
  expired: {},
  refused: { why: isText },
  unusable: { why: isText },
});

export interface AnswerSetup {
  readonly key: string | null;
  /** Of the chunk’s job. */
  readonly numbering: Numbering;
  /** So many characters it may have. */
  readonly most?: number;
}

/** What can’t be sent fails its own unit alone; what is too large is told of instead of being sent. */
export function packAnswer(
  id: string,
  answer: ChunkAnswer,
  { key, numbering, most = MOST_CHARACTERS }: AnswerSetup,
): string {
  const purpose = { id, direction: 'answer' } as const;
  const body = sealed(answer, key, purpose, numbering);
  return body.length <= most ? body : seal({ type: 'too-large', characters: body.length }, key, purpose);
}

/** @throws ConcurError (NOT_RUNNABLE) where it isn’t signed as it should be, or can’t be read */
export function unpackAnswer(id: string, body: string, key: string | null): ChunkAnswer {
  const purpose = { id, direction: 'answer' } as const;
  const answer = parse(unseal(body, key, purpose));
  if (answer === null) throw unreadable(purpose);
  return answer;
}

function sealed(answer: ChunkAnswer, key: string | null, purpose: SealedFor, numbering: Numbering): string {
  try {
    return seal(answer, key, purpose);
  } catch (error) {
    if (answer.type !== 'done') throw error;
    return seal(withoutUncloneables(answer, numbering), key, purpose);
  }
}

function withoutUncloneables(answer: ChunkDone, numbering: Numbering): ChunkDone {
  const runs: Run[] = [];
  const failures = [...answer.failures];
  for (const { from, values } of answer.runs) {
    if (isJsonLines(values)) {
      runs.push({ from, values });
      continue;
    }
    values.forEach((value: unknown, i: number) => {
      try {
        serialize(value);
        runs.push({ from: from + i, values: [value] });
      } catch (error) {
        const position = from + i;
        failures.push(packFailure(position, unitThrew(numberOf(numbering, position), uncloneable(error))));
      }
    });
  }
  return { ...answer, runs, failures };
}
