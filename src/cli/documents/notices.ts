import type { Notice } from '../../model/notice.ts';
import type { Warning } from '../../model/warning.ts';
import { noticesInWords } from '../../report/words/notices.ts';

/** Notices in words, with what to type next. */
export function noticesInFlags(notices: readonly Notice[]): Warning[] {
  return noticesInWords(notices, (notice) => {
    if (notice.code === 'TOO_FEW_RUNS')
      return `Use more time (--budget 2m)${notice.units === null ? '' : ' or fewer units (--units)'}.`;
    if (notice.code === 'RUN_TOO_SHORT' && notice.units !== null)
      return `Try more units: --units ${notice.units * 20}.`;
    return null;
  });
}
