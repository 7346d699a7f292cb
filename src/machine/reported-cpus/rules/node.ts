import { parallelism149, parallelism151 } from '../libuv.ts';
import { byRule, type Rule } from './rule.ts';

const LIBUV = 'https://docs.libuv.org/en/v1.x/misc.html';

/** Node's, which are libuv's. */
export const NODE_RULES = {
  osCpus: ({ online, counted }) =>
    byRule(
      'os.cpus().length',
      counted ?? online,
      'online CPUs (/proc/stat); no affinity, no quota',
      `${LIBUV}#c.uv_cpu_info`,
    ),

  oldParallelism: ({ allowed }) =>
    byRule(
      'os.availableParallelism(), libuv < 1.49',
      allowed,
      'affinity; no quota',
      `${LIBUV}#c.uv_available_parallelism`,
    ),

  parallelism149: ({ allowed, libuv }) =>
    byRule(
      'os.availableParallelism(), libuv 1.49, 1.50',
      allowed === null ? null : parallelism149(allowed, libuv),
      'affinity, the own cgroup v2’s quota × its weight ÷ 100, rounded down, at least 1; no ancestors',
      'https://github.com/libuv/libuv/pull/4278',
    ),

  parallelism151: ({ allowed, libuv }) =>
    byRule(
      'os.availableParallelism(), libuv 1.51',
      allowed === null ? null : parallelism151(allowed, libuv, false),
      'affinity, the outermost cgroup v2 quota rounded down (below 1: no limit); no v1',
      'https://github.com/libuv/libuv/pull/4746',
    ),

  parallelism152: ({ allowed, libuv }) =>
    byRule(
      'os.availableParallelism(), libuv ≥ 1.52',
      allowed === null ? null : parallelism151(allowed, libuv, true),
      'affinity, the outermost cgroup v2 quota rounded down, at least 1; no v1',
      'https://github.com/libuv/libuv/pull/4853',
    ),
} satisfies Record<string, Rule>;
