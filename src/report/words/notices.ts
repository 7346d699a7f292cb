import { formatCpuList } from '../../base/cpu-list.ts';
import { countOf, formatBytes, formatNs, formatRatio, formatShare, listOf } from '../../base/units.ts';
import type {
  LeftProcess,
  MachineNotice,
  Notice,
  OptionNotice,
  SeriesNotice,
  TrialNotice,
  WatchNotice,
} from '../../model/notice.ts';
import type { Warning } from '../../model/warning.ts';
import { lostWords } from './lost-in-shell-start.ts';

type Words<Some extends Notice> = {
  readonly [Code in Some['code']]: (
    notice: Extract<Some, { readonly code: Code }>,
  ) => readonly [message: string, hint: string | null];
};

const MACHINE: Words<MachineNotice> = {
  LIMIT_NOT_READABLE: ({ path, quoted }) => [
    `${path} says ${quoted}, which is not a limit in the kernel’s format: it counts as unknown`,
    null,
  ],
  QUOTA_HIDDEN: ({ of, why, process }) => [
    `a CPU quota${of === 'own' ? '' : ' of an ancestor cgroup'} may apply that can’t be read: ${why}`,
    process === undefined
      ? 'Measure to find the usable CPUs: concur cores.'
      : 'Read it where all cgroups can be seen: on the host.',
  ],
  ONLINE_IS_VIRTUAL: ({ listed, online }) => [
    `/sys/devices/system/cpu/online lists CPUs ${formatCpuList(listed)}, but by the kernel’s affinity mask, cpuset and CPU files ${formatCpuList(online)} are online: the list is virtual (lxcfs, as in LXD, Incus and Proxmox) and is not used`,
    'Other programs may read it: compare nproc, which goes by the affinity mask.',
  ],
  AFFINITY_UNKNOWN: ({ process = 'self' }) => [
    `the allowed CPUs are unknown: proc/${process}/status has no Cpus_allowed_list`,
    null,
  ],
  NO_KERNEL_EVIDENCE: (notice) => [noEvidence(notice), 'Run it on Linux.'],
};

const TRIAL: Words<TrialNotice> = {
  PIN_REJECTED: notPinned,
  PIN_UNSUPPORTED: notPinned,
  WORKERS_SHARE_CPUS: ({ workers, cpus }) => [
    `${workers} workers on ${countOf(cpus, 'CPU')}: workers share CPUs`,
    `For one worker per CPU use -w ${cpus}.`,
  ],
  WORKERS_NOT_STARTED: ({ workers, why }) => [
    `${countOf(workers, 'worker')} could not start: ${why}`,
    'If the limit of processes is reached (ulimit -u shows it), use fewer workers: -w.',
  ],
  FAULT_NOT_INJECTED: ({ workers }) => [
    `the requested fault was not injected: ${listOf(workers)} finished before`,
    'Name an earlier step: --fault throw@1.',
  ],
};

const SERIES: Words<SeriesNotice> = {
  TOO_FEW_RUNS: ({ rounds }) => [
    `the series ended after ${countOf(rounds, 'round')}: some candidates have too few runs`,
    null,
  ],
  RUN_TOO_SHORT: ({ workNs }) => [
    `a run’s work takes ${formatNs(workNs)}: too short beside the noise of its start`,
    null,
  ],
  MACHINE_BUSY: ({ disturbed, runs, causes, cpus }) => [
    `${disturbed} of ${countOf(runs, 'run')} ${disturbed === 1 ? 'was' : 'were'} disturbed (${listOf(causes)}) on ${countOf(cpus, 'CPU')}`,
    'The runs are interleaved, so ratios are more reliable than times. Repeat it on a quiet machine.',
  ],
  TYPESCRIPT: () => [
    'each worker compiles the TypeScript at its start: the start-up time includes the compiler',
    'To measure the start-up of compiled code, compare the compiled JavaScript.',
  ],
  LOST_IN_SHELL_START: ({ labels, ns, mostNs }) => [
    `${lostWords(labels)} (${formatNs(ns)} at the median, up to ${formatNs(mostNs)})`,
    'Use --shell none, or let each run do more.',
  ],
  PROCESSES_ENDED: ({ processes }) => [
    leftWords(processes),
    'Let the command wait for them. What has to run beside it is started by --prepare, or by setsid where it has to outlive it.',
  ],
  THIN_LAW: ({ most, of }) => [
    `the law is fitted to ${of === 'cpus' ? `${formatRatio(most)} CPUs` : countOf(most, of === 'hosts' ? 'host' : 'worker')} against one: its predictions are not reliable`,
    of === 'cpus' ? 'Measure on a machine with more CPUs.' : `Measure more numbers of ${of}.`,
  ],
  ENGINE_LEFT_OUT: ({ engine, why }) => [`${engine} is left out: ${why}`, null],
  DEPENDENCIES_NOT_LINKED: ({ lock, revision }) => [
    `${lock} is not the same at ${revision}: packages are not linked there`,
    'To compare with packages, install them in a checkout of your own, and name both files.',
  ],
  SUBMODULE_NOT_LINKED: ({ path, revision }) => [
    `the submodule ${path} is at another commit at ${revision}: it is empty there`,
    null,
  ],
};

const WATCH: Words<WatchNotice> = {
  SHORT_WATCH: ({ durationNs }) => [
    `the program ended after ${formatNs(durationNs)}: too short for reliable figures, because its start is included`,
    null,
  ],
  CHILDREN_NOT_CHARGED: ({ pid }) => [
    `process ${pid} ignores SIGCHLD, and the kernel charges the CPU time of its children to nobody: what no sample saw of them is in no figure`,
    null,
  ],
  UNSEEN_THREADS: ({ share, intervalMs }) => [
    `${formatShare(share)} of the CPU time was used after a thread’s last sample, or by threads without a sample: busy counts it, queued and the rows don’t`,
    intervalMs > 10 ? 'Sample more often: --interval 10ms.' : null,
  ],
  SAMPLED_LESS_OFTEN: ({ periodNs }) => [
    `sampling took so much time that samples were up to ${formatNs(periodNs)} apart`,
    null,
  ],
};

const OPTIONS: Words<OptionNotice> = {
  QUOTA_LIMITS_WORKERS: ({ cpus, group, workers }) => [
    `the quota is ${formatRatio(cpus)} CPUs (${group}), so ${countOf(workers, 'worker')} by default`,
    'For another number use -w.',
  ],
  WORKER_EXCEEDS_MEMORY: ({ bytes, availableBytes }) => [
    `a worker takes ${formatBytes(bytes)}, and ${formatBytes(availableBytes)} of memory are free: not even one fits`,
    'The number is 1 all the same. Free some memory, or raise the limit.',
  ],
  OPTION_NOT_USED: ({ option, experiments }) => [
    `${option} has no effect on ${listOf(experiments)}`,
    'These experiments choose it themselves.',
  ],
};

const WORDS: Words<Notice> = { ...MACHINE, ...TRIAL, ...SERIES, ...WATCH, ...OPTIONS };

/** A notice as a document has it. */
export function noticeInWords(notice: Notice): Warning {
  const words = WORDS[notice.code] as (notice: Notice) => readonly [string, string | null];
  const [message, hint] = words(notice);
  return { code: notice.code, message, hint };
}

/** @param hintOf what its side says to type or to pass, where the words have no hint */
export function noticesInWords(
  notices: readonly Notice[],
  hintOf: (notice: Notice) => string | null,
): Warning[] {
  return notices.map((notice) => {
    const warning = noticeInWords(notice);
    return { ...warning, hint: warning.hint ?? hintOf(notice) };
  });
}

function noEvidence({ of, platform }: Extract<Notice, { code: 'NO_KERNEL_EVIDENCE' }>): string {
  if (of === 'machine') return `topology and limits are unknown here: ${platform} has no sysfs`;
  const what = ['TIDs', 'each thread’s time', 'queued', 'the CPUs used', 'context switches', 'Pss'];
  const why = platform === 'linux' ? 'the kernel’s schedstat can’t be read' : `${platform} has no /proc`;
  return `unknown here: ${listOf(what)} (${why}); busy is the processes’ CPU time ÷ wall time`;
}

function leftWords(processes: readonly LeftProcess[]): string {
  const names = [...new Set(processes.map(({ comm }) => JSON.stringify(comm)))];
  const labels = [...new Set(processes.map(({ label }) => label))];
  const were = processes.length === 1 ? 'process was' : 'processes were';
  return `${processes.length} ${were} ended that ${listOf(labels)} had left in the background (${listOf(names)})`;
}

function notPinned({
  workers,
  why,
  lacksTaskset,
}: Extract<Notice, { code: 'PIN_REJECTED' | 'PIN_UNSUPPORTED' }>): readonly [string, string | null] {
  return [
    `${countOf(workers, 'worker')} not pinned: ${why ?? 'unknown'}`,
    lacksTaskset ? 'Install util-linux (it contains taskset), or use --pin none.' : null,
  ];
}
