import type { ErrorFacts } from '../base/errors/errors.ts';
import { type ConcurError, withHint } from '../base/errors/errors.ts';
import { closest } from '../base/errors/suggest.ts';

/** An error with what to type next. */
export function inFlags(error: ConcurError): ConcurError {
  return error.facts === null ? error : withHint(error, flagHint(error.facts));
}

/** What to type next. */
export function flagHint(facts: ErrorFacts): string {
  switch (facts.kind) {
    case 'unknown-workload': {
      const meant = closest(facts.name, facts.known);
      return meant === null ? 'Try --workload compute.' : `Did you mean --workload ${meant}?`;
    }
    case 'wrong-workload':
      return facts.isMeant ? `Did you mean --workload ${facts.example}?` : `Try --workload ${facts.example}.`;
    case 'wrong-language':
      return facts.language === 'Python' ? 'Try concur demo gil.' : `Leave ${facts.engine} out.`;
    case 'incapable-engine':
      return `Leave ${facts.engine} out.`;
    case 'too-few-units':
      return `Try --units ${facts.workers * 10}, or -w ${facts.units}.`;
    case 'too-many-workers':
      return `Try -w ${Math.min(facts.most, 64)}.`;
    case 'no-python':
      return facts.isNamed
        ? 'Name another Python: --python PATH.'
        : 'Install Python 3, or name it: --python PATH.';
    case 'different-versions':
      return 'Where versions may give different results: --allow-different.';
    case 'several-engines':
      return `Name one: --engine ${facts.engine}.`;
    case 'several-pythons':
      return 'Name one --python.';
    case 'no-broker':
      return 'Try --broker redis://127.0.0.1:6379, or set CONCUR_BROKER=rediss://USER:PASSWORD@HOST:PORT.';
    case 'insecure-broker':
      return `Try ${facts.encrypted}, or --insecure where you trust everyone on that network.`;
    case 'hung':
      return 'Where a unit may take that long, say how long all may take: --timeout 10m.';
  }
}
