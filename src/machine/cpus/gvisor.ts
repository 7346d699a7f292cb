import type { Sysroot } from '../sysroot.ts';

/** The build that gVisor’s kernel gives itself in every release (pkg/sentry/syscalls/linux/linux64.go). */
const BUILD = '#1 SMP Sun Jan 10 15:06:54 PST 2016';

/**
 * Whether the kernel is gVisor’s, by /proc/version. It has no topology to show: its /proc/cpuinfo gives each CPU a core, and
 * all of them one package (pkg/cpuid).
 */
export function isGvisor(sysroot: Sysroot): boolean {
  const version = sysroot.read('/proc/version') ?? '';
  return version.includes(BUILD) || /-gvisor\b/.test(version);
}
