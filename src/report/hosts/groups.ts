import type { HostState } from '../../model/hosts.ts';

/** A host with several functions says what it is for each of them: it is the process that is one. */
export function distinctHosts(states: readonly HostState[]): HostState[] {
  const hosts = groupsBy(states, ({ name, machine, pid }) => JSON.stringify([name, machine, pid]));
  return [...hosts.values()].flatMap(([first]) => first ?? []);
}

/** Those that have the same, in the order in which each first came. */
export function groupsBy<Key>(
  states: readonly HostState[],
  keyOf: (state: HostState) => Key,
): ReadonlyMap<Key, readonly HostState[]> {
  const groups = new Map<Key, HostState[]>();
  for (const state of states) {
    const key = keyOf(state);
    groups.set(key, [...(groups.get(key) ?? []), state]);
  }
  return groups;
}

/** What hosts must have in common to work for the same run: the code of a function, and how they speak of it. */
export function codeOf({ digest, protocol }: HostState): string {
  return `${protocol}:${digest}`;
}

/** Whether most others with the same function have other code; where no code has the majority, that goes for all of them. */
export function isDifferent(state: HostState, states: readonly HostState[]): boolean {
  const others = states.filter((other) => other.function === state.function);
  const same = others.filter((other) => codeOf(other) === codeOf(state));
  return same.length < others.length && same.length * 2 <= others.length;
}
