/** Every key begins so: a user of the broker that may use `concur:*` alone is enough. */
export const PREFIX = 'concur';

/** The ids of all hosts, by when they said something last. */
export const HOSTS_KEY = `${PREFIX}:hosts`;

/** What is written to see whether we may. */
export const PROBE_KEY = `${PREFIX}:probe`;

/** What a host said last. */
export function hostKey(id: string): string {
  return `${PREFIX}:host:${id}`;
}

/** Orders to the hosts of a queue, a stream. */
export function ordersKey(queue: string): string {
  return `${PREFIX}:orders:${queueName(queue)}`;
}

/** What BullMQ keeps of a queue under this name: `wait`, `events`, … */
export function queueKey(queue: string, type: string): string {
  return `${PREFIX}:${queueName(queue)}:${type}`;
}

/** `concur:101:c0de` as BullMQ, which puts the prefix before it, may name it: without colons. */
export function queueName(queue: string): string {
  const own = `${PREFIX}:`;
  return (queue.startsWith(own) ? queue.slice(own.length) : queue).replaceAll(':', '-');
}
