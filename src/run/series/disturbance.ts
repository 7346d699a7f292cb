/** Whether a cause comes from outside: neighbours, the host, a pause. A quota or an affinity is the machine itself. */
export function isDisturbance(cause: string): boolean {
  return /^(?:neighbours|steal|a pause):?/.test(cause);
}
