const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What is left to do before this process ends. */
const left = new Set<() => void>();

/** Has something done before this process ends: by itself, by process.exit(), or by a signal. It must not wait for anything. */
export function atExit(work: () => void): void {
  if (left.size === 0) {
    process.on('exit', finish);
    for (const name of SIGNALS) process.on(name, endBySignal);
  }
  left.add(work);
}

function finish(): void {
  for (const work of left) work();
  left.clear();
  process.off('exit', finish);
  for (const name of SIGNALS) process.off(name, endBySignal);
}

/** Whoever else listens ends this process himself; without him the signal would have. */
function endBySignal(name: NodeJS.Signals): void {
  if (process.listenerCount(name) > 1) return;
  finish();
  process.kill(process.pid, name);
}
