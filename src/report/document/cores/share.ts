import type { CoresReport } from '../../../model/documents/cores-report.ts';
import type { CpuRequest, ShareLevel } from '../../../model/machine/share.ts';
import {
  groupsAt,
  MAPPINGS,
  partAt,
  requestRange,
  requestWords,
  shareWords,
} from '../../words/cores/share.ts';
import { decimal } from '../../words/figures.ts';
import { type FigureColumn, tableOf } from '../parts.ts';
import type { Facts, Section } from '../section.ts';

const LEVEL_COLUMNS: readonly FigureColumn<ShareLevel>[] = [
  { title: 'weight', align: 'right', cell: ({ weight }) => decimal(weight) },
  { title: 'groups', align: 'right', cell: groupsAt },
  { title: 'part', align: 'right', cell: partAt },
  { title: 'read from', align: 'left', wraps: true, cell: ({ path }) => ({ code: path }) },
];

const REQUEST_COLUMNS: readonly FigureColumn<CpuRequest>[] = [
  { title: 'request', align: 'right', cell: ({ cpus }) => decimal(cpus) },
  { title: 'same weight', align: 'left', cell: requestRange },
  { title: 'conversion', align: 'left', wraps: true, cell: ({ mapping }) => MAPPINGS[mapping] },
];

export function shareFacts({ share, machine }: CoresReport): Facts['facts'] {
  if (share === null) return [];
  return [
    ['Share', shareWords(share, machine?.onlineCpus ?? null)],
    ...(share.requests.length === 0 ? [] : [['Request', requestWords(share.requests)] as const]),
  ];
}

/** Each group on the path, where there are several, and each conversion that the request may have gone through. */
export function shareSections({ share }: CoresReport): Section[] {
  if (share === null) return [];
  const { levels, requests } = share;
  return [
    ...(levels.length < 2 ? [] : tableOf('Share of each group', LEVEL_COLUMNS, levels)),
    ...(requests.length < 2 ? [] : tableOf('Kubernetes’ request', REQUEST_COLUMNS, requests)),
  ];
}
