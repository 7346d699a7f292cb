import { ConcurError, usageError } from '../../base/errors/errors.ts';
import { messageOf } from '../../base/errors/read-thrown.ts';
import { closest } from '../../base/errors/suggest.ts';
import { listOf } from '../../base/units.ts';
import type { DocumentHead } from '../../model/documents/report.ts';
import { REPORT_KINDS, type ReportKind } from '../kinds.ts';
import { checkBounds } from './bounds.ts';
import { filledUp, isPart } from './older.ts';

/** A document that was saved, as it is drawn. */
export interface Saved {
  readonly kind: ReportKind;
  readonly document: DocumentHead<string>;
}

const HOW_TO_SAVE = 'Save one with --json > FILE, or --export json=FILE.';
/** Kinds without anything to draw, and what to do instead: what is printed anew each time, and what has no result. */
const NOTHING_TO_DRAW: ReadonlyMap<string, readonly [what: string, hint: string]> = new Map([
  ['list', ['what concur list printed', 'Run concur list.']],
  ['explain', ['what concur explain printed', 'Run concur explain.']],
  ['hosts', ['what concur hosts printed', 'Run concur hosts.']],
  ['error', ['the error of a command that has no result', 'Its “error” says what to type next.']],
]);
const NEWEST_MAJOR = 1;

/**
 * Reads a saved document: of this version or an older one, printed with `--json` or as the last event of `--json-stream`.
 * @param name what to call it in errors
 * @param wanted the one kind that will do, or null for any
 * @throws ConcurError (USAGE) with the reason, where it isn't one
 */
export async function readSaved(
  text: string,
  name: string,
  wanted: ReportKind | null = null,
): Promise<Saved> {
  const parsed = parse(text, name);
  if (!isPart(parsed) || typeof parsed.schema !== 'string') {
    throw usageError(`${name} is JSON, but not a document of concur: it has no “schema”`, HOW_TO_SAVE);
  }
  checkBounds(parsed, name);
  const kind = kindOf(parsed.schema, name);
  if (wanted !== null && kind !== wanted) {
    throw usageError(
      `${name} is not a report of concur ${wanted} (its schema: ${parsed.schema})`,
      `Save one: concur ${wanted} --export json=FILE`,
    );
  }
  const document = filledUp(kind, parsed);
  const { faultsOf } = await import('./validate.ts');
  const faults = faultsOf(kind, document);
  if (faults.length === 0) return { kind, document: document as unknown as DocumentHead<string> };
  throw usageError(
    `${name} has the schema ${parsed.schema}, but doesn’t match it: ${faults.join('; ')}`,
    'It may have been edited. Run the command again to save a new one.',
  );
}

function parse(text: string, name: string): unknown {
  if (text.trim() === '') throw usageError(`${name} is empty`, HOW_TO_SAVE);
  try {
    return JSON.parse(text);
  } catch (error) {
    const last = lastReport(text);
    if (last !== null) return last;
    const isCut = /end of JSON input|Unterminated/i.test(messageOf(error));
    const why = isCut ? 'it ends too early, as if its writing had been interrupted' : messageOf(error);
    throw new ConcurError('USAGE', `${name} is not JSON: ${why}`, { hint: HOW_TO_SAVE, cause: error });
  }
}

/** The report that ends a stream of events, or null. */
function lastReport(text: string): unknown {
  try {
    const event: unknown = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
    return isPart(event) && event.type === 'report' ? event.report : null;
  } catch {
    return null;
  }
}

function kindOf(schema: string, name: string): ReportKind {
  const [, kind = '', major = ''] = /^concur\/([\w-]+)@(\d+)$/.exec(schema) ?? [];
  const [what, instead] = NOTHING_TO_DRAW.get(kind) ?? [];
  if (what !== undefined) throw usageError(`${name} is ${what}: there is nothing to print`, instead);
  const known = REPORT_KINDS.find((name) => name === kind);
  if (known === undefined) {
    const meant = closest(kind, REPORT_KINDS);
    const hint = meant === null ? HOW_TO_SAVE : `Did you mean concur/${meant}@${NEWEST_MAJOR}?`;
    throw usageError(`${name} is “${schema}”; concur prints documents of ${listOf(REPORT_KINDS)}`, hint);
  }
  if (Number(major) > NEWEST_MAJOR) {
    throw usageError(`${name} was written by a newer concur: it is ${schema}`, 'Update concur.');
  }
  return known;
}
