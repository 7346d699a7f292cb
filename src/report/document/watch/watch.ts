import { countOf, formatNs, formatRatio } from '../../../base/units.ts';
import type { WatchReport } from '../../../model/documents/watch.ts';
import { causesText } from '../../words/causes.ts';
import { BUSY_QUEUED_NOTE, SWITCHES_NOTE } from '../../words/figures.ts';
import { phasesHeadline } from '../../words/phases.ts';
import { unsaidCauses } from '../../words/unsaid-causes.ts';
import { aboutRun } from '../about.ts';
import { detail, shownSections } from '../details.ts';
import { type ReportDocument, type Shown, WHOLE } from '../document.ts';
import type { Tone } from '../outcome.ts';
import { answer, note, tableOf } from '../parts.ts';
import type { Facts, Timelines } from '../section.ts';
import { deadlockSections, lockSections } from './locks.ts';
import { ceilingSection, phasesTable } from './phases.ts';
import { requirementCases, requirementOutputs, requirementsLine } from './requirements.ts';
import { threadRecords } from './thread-records.ts';
import { threadSections } from './threads.ts';
import { blockedSections, waitedForTable } from './waits.ts';

/** A watched program: what holds it up, what its threads did, and when. */
export function watchDocument(report: WatchReport, shown: Shown = WHOLE): ReportDocument {
  const { kind, because, pid, command, durationNs, samples, threads, omittedThreads } = report;
  const count = countOf(threads.length + omittedThreads, 'thread');
  const headline = report.byPhases ? phasesHeadline(report.phases) : (kind ?? 'UNKNOWN');
  const id = command === null ? '' : `PID ${pid}: `;
  return {
    report,
    command: 'watch',
    title: watchedName(report),
    lead: [`${id}${count} in ${formatNs(durationNs)}, ${countOf(samples, 'sample')}.`],
    sections: shownSections(
      [
        answer(headline, because, toneOf(report)),
        ...requirementCases(report),
        ...deadlockSections(report),
        figures(report),
        note(BUSY_QUEUED_NOTE),
        note(SWITCHES_NOTE),
        ...blockedSections(report),
        ...ceilingSection(report),
        ...lockSections(report),
        ...threadSections(report, shown.allThreads),
        ...detail('what threads waited for', waitedForTable(report)),
        ...timelines(report),
        ...detail(countOf(report.phases.length, 'phase'), phasesTable(report)),
        ...detail('cores busy at once', coresTable(report)),
        ...aboutRun(report, shown),
      ],
      shown,
    ),
    line: `${requirementsLine(report)}${headline}, because ${because}`,
    outputs: { ...requirementOutputs(report), kind, busy: report.r, queued: report.d },
    records: threadRecords(threads),
  };
}

function toneOf({ kind, deadlock }: WatchReport): Tone {
  if (deadlock !== null) return 'bad';
  return kind === 'PARALLEL' ? 'good' : 'open';
}

/** What was watched, as it was typed. */
function watchedName({ command, pid }: WatchReport): string {
  return command === null ? `PID ${pid}` : command.join(' ').replace(/\s+/g, ' ');
}

function figures({ r, d, kind, end, busyThreads, unfollowed, causes, because }: WatchReport): Facts {
  const unsaid = unsaidCauses(causes, because);
  return {
    kind: 'facts',
    layout: 'row',
    facts: [
      ['all threads busy', formatRatio(r)],
      ['queued', `${formatRatio(d)} (cores)`],
      ...(kind === 'WAITING' ? [] : [['threads that did the work', `${busyThreads}`] as const]),
      ...(unfollowed === null
        ? []
        : [['not followed', `${countOf(unfollowed.threads, 'thread')}: ${unfollowed.why}`] as const]),
      ...(unsaid.length === 0 ? [] : [['delayed by', causesText(unsaid)] as const]),
      ...(end === null ? [] : [['ended with', endWords(end)] as const]),
    ],
  };
}

function endWords({ code, signal }: NonNullable<WatchReport['end']>): string {
  return signal === null ? `exit code ${code}` : `signal ${signal}`;
}

/** Strips show those that did the work. */
function timelines(report: WatchReport): Timelines[] {
  const { timeline, threads, r, d, kind } = report;
  if (timeline == null) return [];
  const name = watchedName(report);
  const marked = threads.filter(({ isBusy }) => isBusy).map(({ tid }) => tid);
  const figures = { r, d, kind };
  const phases = report.phases.length < 2 ? [] : report.phases;
  const window = { group: name, name: kind ?? 'unknown', label: name, figures, timeline, phases };
  return [{ kind: 'timelines', caption: 'Timeline', windows: [window], marked }];
}

/** In which share of the time so many cores were busy. */
function coresTable({ coresBusy }: WatchReport) {
  const rows = coresBusy.map((share, cores) => ({ share, cores })).filter(({ share }) => share >= 0.005);
  return tableOf(
    'Cores busy at once',
    [
      { title: 'cores busy', align: 'right', cell: ({ cores }) => `${cores}` },
      { title: 'share of the time', align: 'left', cell: ({ share }) => ({ share }) },
    ],
    rows,
  );
}
