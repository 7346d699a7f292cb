import type { CpuRequest } from '../../../model/machine/share.ts';
import type { WeightedGroup, WeightedPath } from './levels.ts';
import { requestsOf } from './requests.ts';

/** A container’s group, and what its weight says that it asked for. */
export interface ContainerRequest {
  /** Where it stands on the process’ path: 0 is its own group. */
  readonly height: number;
  /** One for each mapping that may have been used. */
  readonly requests: readonly CpuRequest[];
}

/** As kubelet names a pod’s group: `pod0123…`, `kubepods-burstable-pod0123….slice`. */
const POD = /(?:^|[-/])pod[0-9a-f][0-9a-f_-]{7,}/i;

/**
 * The request of the container that it runs in, where it is Kubernetes’; null where it isn’t, or can’t be told.
 * @param paths of its groups and of our mounts as the kernel names them: outside a cgroup namespace they begin with `kubepods`
 */
export function containerRequest(
  { levels, isHidden }: WeightedPath,
  paths: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ContainerRequest | null {
  const isNamed = paths.some((path) => path.includes('kubepods'));
  const isTold = env.KUBERNETES_SERVICE_HOST !== undefined && isHidden;
  if (!isNamed && !isTold) return null;
  const height = containerHeight(levels, isHidden);
  const level = height === null ? undefined : levels[height];
  if (height === null || level === undefined) return null;
  return { height, requests: requestsOf(level.weight, level.version) };
}

/** The group straight below the pod’s; where its path begins below that, as in a container, the topmost one that is seen. */
function containerHeight(levels: readonly WeightedGroup[], isHidden: boolean): number | null {
  const pod = levels.findIndex(({ group }) => POD.test(group.slice(group.lastIndexOf('/'))));
  if (pod >= 0) return pod === 0 ? null : pod - 1;
  return isHidden ? levels.length - 1 : null;
}
