/** Something that was found out, and what says so. */
export interface NamedBy {
  readonly name: string;
  /** A file, or `systeminformation`. */
  readonly evidence: string;
}

/** What this machine is a part of. Null where nothing says: that is no proof of bare metal. */
export interface Virt {
  /** `KVM`, `VMware`, `Hyper-V`, … */
  readonly hypervisor: NamedBy | null;
  /** `Docker`, `Kubernetes`, `Podman`, `LXC`, `gVisor`, … */
  readonly container: NamedBy | null;
  /** `AWS`, `Google Cloud`, `Azure`, … */
  readonly cloud: NamedBy | null;
}
