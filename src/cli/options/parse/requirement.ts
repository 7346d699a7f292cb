import { usageError } from '../../../base/errors/errors.ts';
import { closest } from '../../../base/errors/suggest.ts';
import { listOf } from '../../../base/units.ts';
import { type AtLeast, type Bound, isShare } from '../../../model/requirement.ts';
import { DECIMAL } from './numbers.ts';

// What is required of a machine or a program: FIGURE>=NUMBER, FIGURE<=NUMBER. Shares may be written in per cent.

type Operator = '>=' | '<=';

interface Read<Figure extends string> {
  readonly figure: Figure;
  readonly operator: Operator;
  readonly limit: number;
}

/** `cpus>=4`, `parallelism>=3.5`. @throws ConcurError (USAGE) */
export function parseAtLeast<Figure extends string>(
  text: string,
  figures: readonly Figure[],
): AtLeast<Figure> {
  const { figure, limit } = read(text, figures, ['>=']);
  return { figure, atLeast: limit };
}

/** `parallelism>=2`, `blocked.lock<=10%`. @throws ConcurError (USAGE) */
export function parseBound<Figure extends string>(text: string, figures: readonly Figure[]): Bound<Figure> {
  const { figure, operator, limit } = read(text, figures, ['>=', '<=']);
  return operator === '>=' ? { figure, atLeast: limit } : { figure, atMost: limit };
}

function read<Figure extends string>(
  text: string,
  figures: readonly Figure[],
  operators: readonly Operator[],
): Read<Figure> {
  const [, name = '', typed = '', number = ''] =
    /^([^<>=]*)([<>=]*)(.*)$/s.exec(text)?.map((part) => part.trim()) ?? [];
  const figure = figures.find((known) => known === name);
  const operator = operators.find((known) => known === typed);
  if (figure === undefined || operator === undefined) throw formError(text, name, figures, operators);
  const limit = limitOf(figure, operator, number);
  if (limit !== null) return { figure, operator, limit };
  if (isShare(figure) || number.endsWith('%')) throw unitError(text, figure, operator);
  throw formError(text, name, figures, operators);
}

/** What it is at least is more than nothing: all else has that. */
function limitOf(figure: string, operator: Operator, text: string): number | null {
  const digits = text.replace(/\s*%$/, '');
  const isPercent = digits !== text;
  if (!DECIMAL.test(digits) || (isPercent && !isShare(figure))) return null;
  const limit = Number(digits) / (isPercent ? 100 : 1);
  if (isShare(figure) && limit > 1) return null;
  return limit > 0 || operator === '<=' ? limit : null;
}

function formError(
  text: string,
  name: string,
  figures: readonly string[],
  operators: readonly Operator[],
): Error {
  const forms = operators.map((operator) => `FIGURE${operator}NUMBER`).join(' or ');
  const known = figures.find((figure) => figure === name);
  const meant = known ?? closest(name, figures) ?? closestKind(name, figures) ?? 'parallelism';
  return usageError(
    `--require ${text} is not ${forms} with one of the figures ${listOf(figures, 'or')}`,
    hint(meant, isShare(meant) ? '<=' : '>=', operators),
  );
}

/** `lock` is blocked.lock. */
function closestKind(name: string, figures: readonly string[]): string | null {
  const kinds = new Map(
    figures.filter((figure) => figure.includes('.')).map((figure) => [figure.replace(/^.*\./, ''), figure]),
  );
  return kinds.get(closest(name, [...kinds.keys()]) ?? '') ?? null;
}

function unitError(text: string, figure: string, operator: Operator): Error {
  const unit = isShare(figure) ? 'a share of the time, from 0% to 100%' : 'a number, not a share';
  return usageError(`--require ${text}: ${figure} is ${unit}`, hint(figure, operator, ['>=', '<=']));
}

function hint(figure: string, operator: Operator, operators: readonly Operator[]): string {
  const special = operators.includes('<=') ? '< and > are' : '> is';
  const number = isShare(figure) ? '10%' : '2';
  return `Try --require "${figure}${operator}${number}" (with quotes: ${special} special in a shell).`;
}
