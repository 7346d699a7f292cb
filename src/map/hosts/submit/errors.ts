import { basename } from 'node:path';
import { ConcurError, usageError } from '../../../base/errors/errors.ts';
import { countOf, formatBytes, listOf } from '../../../base/units.ts';
import { type KnownHost, SILENT_MS } from '../../../model/hosts.ts';
import type { FunctionSource } from '../../../model/trial/function-source.ts';
import type { Warning } from '../../../model/warning.ts';
import { type ParallelMapError, unitFailed } from '../../error.ts';
import { holdsSecret, redacted } from '../broker-url.ts';
import { WIRE_PROTOCOL } from '../wire/protocol.ts';

/** @param why what the broker says of its end */
export function unitEndedHosts(index: number, why: string): ParallelMapError {
  const what = `ended its host (${why})`;
  return unitFailed(index, what, new ConcurError('WORKER_FAILED', `a unit ${what}`));
}

export function inputTooLarge(index: number, characters: number, most: number): ParallelMapError {
  const what = `was not done: its input takes ${formatBytes(characters)} on its way to a host, and at most ${formatBytes(most)} fit`;
  return unitFailed(index, what, new ConcurError('NOT_RUNNABLE', `a unit ${what}`, { hint: BY_REFERENCE }));
}

export function outcomeTooLarge(index: number, characters: number, most: number): ParallelMapError {
  const what = `has no result here: it takes ${formatBytes(characters)} on its way from its host, and at most ${formatBytes(most)} fit`;
  return unitFailed(index, what, new ConcurError('NOT_RUNNABLE', `a unit ${what}`, { hint: BY_REFERENCE }));
}

const BY_REFERENCE = 'Let units read and write large things where all hosts find them, and pass their names.';

export function notARunName(run: string): ConcurError {
  return usageError(
    `${JSON.stringify(run)} can’t be the name of a run`,
    'Use letters, digits and . _ - alone, 64 at most: it is part of names in the broker.',
  );
}

/** What an earlier submitter has left under this name isn’t of these inputs. */
export function otherInputs(run: string): ConcurError {
  return usageError(
    `the broker holds results of a run ${run} with other inputs`,
    'Pass the inputs that it had, or give this run another name.',
  );
}

/** Answers came that were none, again and again. @param why what was wrong with the last one */
export function answersRefused(id: string, why: string): ConcurError {
  return new ConcurError('WORKER_FAILED', `hosts gave no answer to chunk ${id} that could be taken: ${why}`, {
    hint: 'See concur hosts for who is there; hosts and submitter need the same CONCUR_KEY and versions.',
  });
}

export function unusableThere({ file }: FunctionSource, why: string): ConcurError {
  return new ConcurError('USER_CODE', `${file} can’t be loaded on a host: ${why}`);
}

export function brokerAway(why: string | null): Warning {
  return {
    code: 'BROKER_AWAY',
    message: `the broker can’t be reached${why === null ? '' : ` (${why})`}; hosts keep what they have done`,
    hint: 'Nothing is lost: the run goes on when the broker is back.',
  };
}

export function answerRefused(why: string): Warning {
  return {
    code: 'ANSWER_REFUSED',
    message: `${why}; its units are done again`,
    hint: 'Give hosts and submitter the same CONCUR_KEY, and the same versions of concur and Node.',
  };
}

export interface Absence {
  readonly source: FunctionSource;
  readonly digest: string;
  /** The broker’s, with its secrets. */
  readonly url: string;
  readonly wanted: number;
  readonly here: number;
  readonly waitedMs: number;
  /** All hosts that the broker knows of, whatever code they have. */
  readonly known: readonly KnownHost[];
}

/** Too few hosts came, or all of them are gone. */
export function hostsMissing({ source, wanted, here, waitedMs, known, digest, url }: Absence): ConcurError {
  const reference = referenceTo(source);
  const found =
    here === 0
      ? 'no host is there'
      : `only ${here} of ${countOf(wanted, 'host')} ${here === 1 ? 'is' : 'are'} there`;
  const waited = waitedMs === 0 ? '' : ` (waited ${waitedMs / 1000} s)`;
  const others = known.flatMap((host) => whyOther(host, reference, digest));
  const strangers = others.length === 0 ? '' : `. There are others: ${listOf(others)}`;
  return new ConcurError('CAPABILITY_MISSING', `${found} for ${reference}${waited}${strangers}`, {
    hint: howToServe(`concur worker ${source.file}${nameOf(source)}`, url),
  });
}

/** A password that was typed would be refused. */
function howToServe(words: string, url: string): string {
  return holdsSecret(url)
    ? `On each host, with the password in CONCUR_BROKER=${redacted(url)}: ${words}`
    : `On each host: ${words} --broker ${url}`;
}

function whyOther(
  { name, function: theirFunction, digest: theirs, protocol, concur, node, state, silentMs }: KnownHost,
  reference: string,
  digest: string,
): string[] {
  if (protocol !== WIRE_PROTOCOL) return [`${name} speaks another protocol (concur ${concur}, Node ${node})`];
  if (theirFunction !== reference) return [`${name} works at ${theirFunction}`];
  if (theirs !== digest)
    return [`${name} has other code (${reference}, ${theirs.slice(0, 8)}; here ${digest.slice(0, 8)})`];
  if (silentMs >= SILENT_MS) return [`${name} has been silent for ${Math.floor(silentMs / 1_000)} s`];
  return state === 'paused' ? [`${name} is paused`] : [];
}

function referenceTo(source: FunctionSource): string {
  return `${basename(source.file)}${nameOf(source)}`;
}

function nameOf({ name }: FunctionSource): string {
  return name === null ? '' : `#${name}`;
}
