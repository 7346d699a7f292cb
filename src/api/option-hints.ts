import type { ErrorFacts } from '../base/errors/errors.ts';
import { ConcurError, withHint } from '../base/errors/errors.ts';
import { closest } from '../base/errors/suggest.ts';
import type { Notice } from '../model/notice.ts';
import type { Warning } from '../model/warning.ts';
import { noticesInWords } from '../report/words/notices.ts';

/** Whatever was thrown, with what to pass instead where that is known. */
export function inOptions(error: unknown): unknown {
  return error instanceof ConcurError && error.facts !== null
    ? withHint(error, optionHint(error.facts))
    : error;
}

/** What to pass instead. */
export function optionHint(facts: ErrorFacts): string {
  switch (facts.kind) {
    case 'unknown-workload': {
      const meant = closest(facts.name, facts.known);
      return meant === null
        ? "Pass 'compute', or a function of yours: new URL('./work.js#name', import.meta.url)."
        : `Did you mean '${meant}'?`;
    }
    case 'wrong-workload':
      return facts.isMeant ? `Did you mean '${facts.example}'?` : `Pass '${facts.example}'.`;
    case 'wrong-language':
    case 'incapable-engine':
      return `Leave ${facts.engine} out of engines.`;
    case 'too-few-units':
      return `Pass units: ${facts.workers * 10}, or workers: ${facts.units}.`;
    case 'too-many-workers':
      return `Pass workers: ${Math.min(facts.most, 64)}.`;
    case 'no-python':
      return "Install Python 3, or pass python: '/path/to/python3'.";
    case 'different-versions':
      return 'Where versions may give different results, pass allowDifferent: true.';
    case 'several-engines':
      return `Pass one: engines: ['${facts.engine}'].`;
    case 'several-pythons':
      return 'Pass one python.';
    case 'no-broker':
      return "Pass broker: 'redis://127.0.0.1:6379', or set CONCUR_BROKER=rediss://USER:PASSWORD@HOST:PORT.";
    case 'insecure-broker':
      return `Pass ${facts.encrypted}, or insecure: true where you trust everyone on that network.`;
    case 'hung':
      return 'Where a unit may take that long, pass a longer unitTimeout, in milliseconds.';
  }
}

/** Notices in words, with what to pass instead. */
export function noticesInOptions(notices: readonly Notice[]): Warning[] {
  return noticesInWords(notices, (notice) => {
    if (notice.code === 'TOO_FEW_RUNS') return 'Pass a larger budget, or fewer units.';
    if (notice.code === 'RUN_TOO_SHORT' && notice.units !== null)
      return `Pass more units: ${notice.units * 20}.`;
    return null;
  });
}
