import type { Cause } from '../../model/cause.ts';
import { causeText, lockText } from './causes.ts';
import { stopperText } from './stopped.ts';

/** Those causes that a verdict’s reason doesn’t give: most reasons end with theirs. */
export function unsaidCauses(causes: readonly Cause[], because: string): Cause[] {
  return causes.filter((cause) => !because.includes(figureOf(cause)));
}

/** What a reason has of a cause, in the same words: a few leave its name out. */
function figureOf(cause: Cause): string {
  switch (cause.kind) {
    case 'lock':
      return lockText(cause);
    case 'stopped':
      return cause.who === undefined ? causeText(cause) : stopperText(cause.who);
    default:
      return causeText(cause).replace(/^a pause: /, '');
  }
}
