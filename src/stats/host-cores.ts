/** Cores of these hosts: a machine’s count once, however many hosts it has, and each host’s whose machine isn’t known. */
export function hostCores(
  hosts: readonly { readonly machine: string | null; readonly cores: number }[],
): number {
  const perMachine = new Map<string, number>();
  let cores = 0;
  for (const { machine, cores: own } of hosts) {
    if (machine === null) cores += own;
    else perMachine.set(machine, Math.max(perMachine.get(machine) ?? 0, own));
  }
  return cores + [...perMachine.values()].reduce((sum, own) => sum + own, 0);
}
