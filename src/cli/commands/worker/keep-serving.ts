import type { EventEmitter } from 'node:events';
import { Gate } from '../../../base/gate.ts';
import { type Clock, sleep } from '../../../base/time/clock.ts';
import type { Host } from '../../../map/hosts/serve/host.ts';

/** Who works for a broker, as far as its end goes. */
export type Leaver = Pick<Host, 'leave' | 'left'>;

/** What service managers, terminals and their ends send. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/** Who is to leave at once gives back what it can meanwhile; the leases of the rest end by themselves. */
const GIVE_BACK_MS = 2_000;

/**
 * Works until a signal comes, or one of them can’t go on. What is in hand is done first; a second signal doesn’t wait.
 * @param leaving told of the first signal
 * @throws what one of them threw, when the others have left
 */
export async function keepServing(
  hosts: readonly Leaver[],
  signals: EventEmitter,
  { clock, leaving }: { readonly clock: Clock; leaving(signal: string): void },
): Promise<void> {
  const leave = (now: boolean) => Promise.all(hosts.map((host) => host.leave(now)));
  const hurry = () => Promise.race([leave(true).catch(() => {}), sleep(clock, GIVE_BACK_MS)]);
  const hurried = new Gate();
  let first: string | null = null;
  const take = (signal: string) => {
    // When a terminal closes, the kernel sends one and the shell another: that is still the first.
    if (first === 'SIGHUP' && signal === 'SIGHUP') return;
    if (first !== null) return void hurry().then(() => hurried.open());
    first = signal;
    leaving(signal);
    leave(false).catch(() => {});
  };
  for (const name of SIGNALS) signals.on(name, take);
  try {
    await Promise.race([Promise.all(hosts.map((host) => host.left())), hurried.opened]);
  } catch (thrown) {
    await hurry();
    throw thrown;
  } finally {
    for (const name of SIGNALS) signals.off(name, take);
  }
}
