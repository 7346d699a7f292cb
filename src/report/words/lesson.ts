import { formatRatio } from '../../base/units.ts';
import type { UnseenReason } from '../../run/learn/judge-answer.ts';
import { scenarioBecause } from './scenario.ts';

/** Why a run couldn’t show the answer to a lesson’s question. */
export function unseenWords(reason: UnseenReason): string {
  switch (reason.kind) {
    case 'not-judged':
      return reason.because.join('; ');
    case 'claim-open':
      return `${reason.claim.statement}: observed ${reason.claim.observed}`;
    case 'too-few-cpus':
      return scenarioBecause(reason);
    case 'no-gil':
      return 'this Python has no GIL, and the question is about one that has';
    case 'queued':
      return `other programs ran meanwhile, and these were queued for ${formatRatio(reason.cores)} cores`;
  }
}
