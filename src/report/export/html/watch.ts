import { formatCpuList } from '../../../base/cpu-list.ts';
import { countOf, formatNs, formatRatio } from '../../../base/units.ts';
import type { WatchedThreadRecord, WatchReport } from '../../../model/watch.ts';
import { causeText } from '../../words/causes.ts';
import { splitOf, watchedName } from '../watch/text.ts';
import { facts } from './closing.ts';
import { type Html, html } from './markup.ts';
import { answer } from './outcome.ts';
import { htmlPage } from './page.ts';
import { shareBar, splitBar, splitLegend } from './split-bar.ts';
import { foldedTable, tableOf } from './table.ts';
import { timelineFigure } from './timeline.ts';
import { looksToJoin } from './track-data.ts';

const THREAD_COLUMNS = [
  { title: 'thread', align: 'left' },
  { title: 'PID', align: 'right' },
  { title: 'TID', align: 'right' },
  { title: 'seen on CPU', align: 'left' },
  { title: 'migrations', align: 'right' },
  { title: 'switches', align: 'right' },
  { title: 'ran', align: 'right' },
  { title: 'running · waiting · blocked', align: 'left' },
] as const;

const CORES_COLUMNS = [
  { title: 'cores busy', align: 'right' },
  { title: 'share of the time', align: 'left' },
] as const;

/** A page about a watched program. */
export function watchHtml(report: WatchReport): string {
  const { kind, because, causes, threads, timeline, durationNs, looks, omittedThreads } = report;
  const count = countOf(threads.length + omittedThreads, 'thread');
  return htmlPage(report, {
    command: 'watch',
    title: watchedName(report),
    lead: html`<p>${count} in ${formatNs(durationNs)}, ${countOf(looks, 'look')}.</p>`,
    body: html`${answer(kind ?? 'unknown', `because ${because}`)}
${figures(report)}
${causes.length > 0 && html`<h2>What held it back</h2><ul>${causes.map((cause) => html`<li>${causeText(cause)}</li>`)}</ul>`}
<h2>Threads</h2>
${foldedTable('Threads, those that ran most first', THREAD_COLUMNS, threads.map(cellsOf))}
${threads.length > 0 && splitLegend()}
${coresTable(report)}
${timelineFigure('Timeline', [{ label: watchedName(report), timeline }], looksToJoin([timeline]))}`,
  });
}

function figures({ r, d, pid, end, busyThreads }: WatchReport): Html {
  return facts([
    ['R, cores kept busy', formatRatio(r)],
    ['D, cores wanted and not got', formatRatio(d)],
    ['Threads that did the work', busyThreads],
    ['PID', pid],
    ...(end === null ? [] : [['The command ended', endWords(end)] as const]),
  ]);
}

function endWords({ code, signal }: NonNullable<WatchReport['end']>): string {
  return signal === null ? `with exit code ${code}` : `by ${signal}`;
}

function cellsOf(thread: WatchedThreadRecord) {
  const { comm, pid, tid, cpusSeen, migrations, voluntarySwitches, involuntarySwitches, runNs } = thread;
  return [
    comm,
    pid,
    tid,
    formatCpuList(Object.keys(cpusSeen).map(Number)) || '?',
    migrations,
    `${voluntarySwitches ?? '?'} + ${involuntarySwitches ?? '?'}`,
    formatNs(runNs),
    splitBar(splitOf(thread)),
  ];
}

function coresTable({ coresBusy }: WatchReport): Html | null {
  const rows = coresBusy.map((share, cores) => [cores, shareBar(share)]);
  return rows.length === 0
    ? null
    : html`<h2>Cores busy at once</h2>${tableOf('How long so many cores were busy at once', CORES_COLUMNS, rows)}`;
}
