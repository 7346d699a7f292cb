import { all, list, optional } from '../../../../../base/shape/combine.ts';
import { must, type Shape } from '../../../../../base/shape/shape.ts';
import { flag, text, words } from '../../../../../base/shape/values.ts';
import type { Claim, Judgement } from '../../../../../model/scenario.ts';
import type { Observation } from '../../../../../model/trial/observation.ts';
import { claim } from '../../../../../scenario-api/judge/claims.ts';
import { busyQueuedText } from '../../../../../scenario-api/judge/words.ts';
import { TABLES } from '../scenario-shape.ts';
import { dictOf, entryOf, named } from './values.ts';

/** What `judge` of a file in Python gives. */
export interface PythonJudgement extends Omit<Judgement, 'claims' | 'story'> {
  readonly claims: Readonly<Record<string, PythonClaim>>;
  readonly story?: readonly string[];
}

interface PythonClaim {
  readonly statement: string;
  readonly expected: string;
  readonly observed: string;
  readonly holds: boolean | null;
  readonly load_sensitive?: boolean;
}

const judgedClaim = dictOf<PythonClaim>('a dict with statement, expected, observed and holds', {
  statement: words,
  expected: text,
  observed: text,
  holds: must('True, False or None', (value) => value === null || typeof value === 'boolean'),
  load_sensitive: optional(flag),
});

/** @param taken the claims that the file has besides */
export function judgementBeside(taken: readonly Claim[]): Shape {
  const fields = dictOf<PythonJudgement>('a dict with claims', {
    claims: named('a dict of one claim or more', judgedClaim),
    story: optional(list('a list of texts', text)),
    tables: optional(TABLES),
    picture: optional(list('a list of texts', text)),
  });
  return all(fields, (value, path) => {
    const twice = taken.find(({ id }) => Object.hasOwn((value as PythonJudgement).claims, id));
    if (twice === undefined) return null;
    const at = entryOf(`${path}.claims`, twice.id);
    return { message: `${at} is among the file’s claims already`, hint: 'Rename one of them.' };
  });
}

export function claimOf(id: string, { statement, load_sensitive, ...checked }: PythonClaim): Claim {
  return claim(id, statement, { ...checked, loadSensitive: load_sensitive ?? false });
}

/** What `judge` is given: the observation of each trial, by its label. */
export function evidenceOf(observations: readonly Observation[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(observations.map(({ timeline: _, ...seen }) => [seen.label, seen]));
}

/** What is told where `judge` tells nothing. */
export function storyOf(observations: readonly Observation[]): string[] {
  return observations.map((observation) => `${observation.label}: ${busyQueuedText(observation)}`);
}
