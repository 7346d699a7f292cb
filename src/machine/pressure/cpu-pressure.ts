import type { CpuPressure } from '../../model/machine/pressure.ts';
import { lineAfter } from '../proc/proc-text.ts';
import type { Sysroot } from '../sysroot.ts';

/**
 * The line `some avg10=0.12 avg60=0.00 avg300=0.00 total=1234`: in percent, and µs (Documentation/accounting/psi.rst). Null
 * where there is none, or pressure isn't kept.
 */
export function readCpuPressure(sysroot: Sysroot, path: string): CpuPressure | null {
  const text = sysroot.has(path) ? sysroot.read(path) : null;
  const some = lineAfter(`\n${text ?? ''}`, '\nsome ');
  const values = new Map((some ?? '').split(' ').map((field) => field.split('=') as [string, string]));
  const [avg10, avg60, avg300] = ['avg10', 'avg60', 'avg300'].map((name) => shareOf(values.get(name)));
  if (avg10 == null || avg60 == null || avg300 == null) return null;
  const total = values.get('total') ?? '';
  return { path, avg10, avg60, avg300, totalNs: /^\d+$/.test(total) ? Number(total) * 1e3 : null };
}

function shareOf(percent: string | undefined): number | null {
  return /^\d+(\.\d+)?$/.test(percent ?? '') ? Number((Number(percent) / 100).toFixed(4)) : null;
}
