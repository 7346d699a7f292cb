// Starts a group of workers, pins each, and says how long that took: the least that any program pays that does so.
const { isMainThread, parentPort, Worker } = require('node:worker_threads');
const [, , engine, count, cpuList, hold] = process.argv;

if (engine === 'fork') {
  process.on('message', () => {});
  process.send('ready');
} else if (!isMainThread) {
  parentPort.on('message', () => {});
  parentPort.postMessage(require('node:fs').readlinkSync('/proc/thread-self').split('/')[2]);
} else {
  const { fork, spawn } = require('node:child_process');
  const cpus = cpuList.split(',');
  const slots = Array.from({ length: Number(count) }, (_, index) => cpus[index % cpus.length]);
  const startNs = process.hrtime.bigint();
  let ready = 0;
  const another = () => {
    if (++ready < slots.length) return;
    process.stdout.write(JSON.stringify({ spawnNs: Number(process.hrtime.bigint() - startNs) }));
    if (hold !== 'hold') void leave();
  };
  const ends =
    engine === 'processes' ? startForks(fork, slots, another) : startThreads(spawn, slots, another);
  // Whoever measures counts what our children took as ours: they are waited for, so that the kernel adds it to us.
  const leave = () => Promise.all(ends.map((end) => end())).then(() => process.exit());
  process.on('SIGTERM', leave);
}

function ended(child) {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  return isOver ? Promise.resolve() : new Promise((resolve) => child.on('exit', resolve));
}

function startForks(fork, slots, ready) {
  return slots.map((cpu) => {
    const child = fork(__filename, ['fork'], {
      execPath: 'taskset',
      execArgv: ['-c', cpu, process.execPath],
    });
    child.on('message', ready);
    return () => {
      child.kill('SIGKILL');
      return ended(child);
    };
  });
}

function startThreads(spawn, slots, ready) {
  const shell = spawn('sh', ['-s'], { stdio: ['pipe', 'pipe', 'inherit'] });
  shell.stdout.on('data', (text) => {
    for (const _pinned of text.toString().trim().split('\n')) ready();
  });
  for (const cpu of slots) {
    const worker = new Worker(__filename);
    worker.on('message', (tid) =>
      shell.stdin.write(`taskset -cp ${cpu} ${tid} > /dev/null && echo pinned\n`),
    );
  }
  return [
    () => {
      shell.stdin.end();
      return ended(shell);
    },
  ];
}
