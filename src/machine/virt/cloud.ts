import type { NamedBy } from '../../model/machine/virt.ts';
import type { Sysroot } from '../sysroot.ts';
import { type Dmi, type DmiRule, dmiPath, matchDmi } from './dmi.ts';

/** By cloud-init’s tools/ds-identify; Tencent Cloud by the vendor that its machines have. */
const RULES: readonly DmiRule[] = [
  ['sys_vendor', 'Amazon EC2', 'AWS'],
  ['product_name', 'Google Compute Engine', 'Google Cloud'],
  ['chassis_asset_tag', '7783-7084-3265-9085-8269-3286-77', 'Azure'],
  ['chassis_asset_tag', 'OracleCloud.com', 'Oracle Cloud'],
  ['sys_vendor', 'DigitalOcean', 'DigitalOcean'],
  ['sys_vendor', 'Hetzner', 'Hetzner Cloud'],
  ['sys_vendor', 'Vultr', 'Vultr'],
  ['sys_vendor', 'Scaleway', 'Scaleway'],
  ['product_name', 'Alibaba Cloud ECS', 'Alibaba Cloud'],
  ['sys_vendor', 'Tencent Cloud', 'Tencent Cloud'],
  ['chassis_asset_tag', 'HUAWEICLOUD', 'Huawei Cloud'],
  ['chassis_asset_tag', 'OpenTelekomCloud', 'Open Telekom Cloud'],
  ['product_name', 'OpenStack', 'OpenStack'],
  ['chassis_asset_tag', 'OpenStack', 'OpenStack'],
];

/** Whose data centre it runs in, as the firmware says. */
export function findCloud(sysroot: Sysroot, dmi: Dmi): NamedBy | null {
  return matchDmi(dmi, RULES) ?? ec2OnXen(sysroot, dmi);
}

/** EC2’s older instances run on Xen: its firmware has a version of Amazon’s, or the domain’s UUID begins with ec2. */
function ec2OnXen(sysroot: Sysroot, dmi: Dmi): NamedBy | null {
  for (const field of ['bios_version', 'bios_vendor'] as const) {
    if (/amazon/i.test(dmi(field) ?? '')) return { name: 'AWS', evidence: dmiPath(field) };
  }
  const path = '/sys/hypervisor/uuid';
  return /^ec2/i.test(sysroot.read(path) ?? '') ? { name: 'AWS', evidence: path } : null;
}
