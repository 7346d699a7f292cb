import { trimmed } from '../cpus/cpu-sets.ts';
import type { Sysroot } from '../sysroot.ts';

/** What the firmware calls the machine (SMBIOS); no root is needed to read these. */
export type DmiField =
  | 'product_name'
  | 'product_version'
  | 'sys_vendor'
  | 'board_vendor'
  | 'bios_vendor'
  | 'bios_version'
  | 'chassis_asset_tag';

/** A field’s text, or null where it is empty or can’t be read. */
export type Dmi = (field: DmiField) => string | null;

export const dmiPath = (field: DmiField) => `/sys/class/dmi/id/${field}`;

/** Reads each field once, and only those that are asked for. */
export function dmiReader(sysroot: Sysroot): Dmi {
  const known = new Map<DmiField, string | null>();
  return (field) => {
    if (!known.has(field)) known.set(field, trimmed(sysroot.read(dmiPath(field))) || null);
    return known.get(field) ?? null;
  };
}

/** A name for what a field begins with, in the order in which they are tried. */
export type DmiRule = readonly [field: DmiField, prefix: string, name: string];

export function matchDmi(dmi: Dmi, rules: readonly DmiRule[]) {
  const rule = rules.find(([field, prefix]) => dmi(field)?.toLowerCase().startsWith(prefix.toLowerCase()));
  return rule === undefined ? null : { name: rule[2], evidence: dmiPath(rule[0]) };
}
