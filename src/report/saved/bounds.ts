import { usageError } from '../../base/errors/errors.ts';
import { formatCount } from '../../base/units.ts';

/** No document of ours is nested deeper, and none has a longer text. */
const DEEPEST = 64;
const LONGEST = 1_000_000;

/** @throws ConcurError (USAGE) for what JSON may hold and no report does: it can’t be drawn. @param name what to call it */
export function checkBounds(document: unknown, name: string): void {
  // A list of what is left to look at in place of recursion, which might be too deep itself.
  const open: [value: unknown, depth: number][] = [[document, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    if (typeof value === 'string' && value.length > LONGEST) {
      throw refusal(`${name} has a text of ${formatCount(value.length)} characters`, formatCount(LONGEST));
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) throw refusal(`${name} is nested more than ${DEEPEST} deep`, `${DEEPEST}`);
    for (const part of Object.values(value)) open.push([part, depth + 1]);
  }
}

function refusal(what: string, limit: string) {
  return usageError(
    `${what}; the limit of a report is ${limit}`,
    'It may have been edited. Run the command again.',
  );
}
