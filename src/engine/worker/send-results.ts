import { messageOf } from '../../base/errors/read-thrown.ts';
import type { Share, Work } from '../../model/trial/workload.ts';
import type { Job } from '../protocol/protocol.ts';
import { listBuffers } from '../transport/buffers.ts';
import type { Channel } from './channel.ts';

/** What a unit gave can't leave its worker. */
class NotCloneableError extends Error {
  readonly code = 'NOT_CLONEABLE';
}

/**
 * Brings the results home, as a real program would have to.
 * @throws NotCloneableError naming the unit whose result can't be sent
 */
export function sendResults(work: Work, job: Job, channel: Channel, nowNs: () => number): void {
  const results = work.results?.() ?? [];
  const message = listBuffers({ type: 'results', results } as const);
  try {
    channel.send({ ...message, sentNs: nowNs() });
  } catch (error) {
    const culprit = results.findIndex((result) => !isCloneable(result));
    const { first = 0, stride = 1 } = (job.work.params.share ?? {}) as Partial<Share>;
    const unit = culprit < 0 ? 'a unit' : `unit ${first + culprit * stride}`;
    throw new NotCloneableError(
      `the result of ${unit} can’t be sent from one worker to another: ${messageOf(error)}`,
    );
  }
}

function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
