// The same example as a bare Node script: forks under taskset, waits for absolute deadlines, MultiBar, nothing else.
const { fork } = require('node:child_process');
const [, , role, a, b] = process.argv;

if (role === 'worker') {
  const [steps, stepMs] = [Number(a), Number(b)];
  const cell = new Int32Array(new SharedArrayBuffer(4));
  process.on('message', () => {
    const start = performance.now();
    for (let i = 1; i <= steps; i++) {
      Atomics.wait(cell, 0, 0, Math.max(0, start + i * stepMs - performance.now()));
      process.send(i);
    }
    process.disconnect();
  });
  process.send('ready');
} else {
  const cpus = role.split(',');
  const children = cpus.map((cpu) =>
    fork(__filename, ['worker', a, b], { execPath: 'taskset', execArgv: ['-c', cpu, process.execPath] }),
  );
  const { MultiBar } = require('cli-progress');
  const bars = new MultiBar({ fps: 20, format: '{bar} {percentage}% {value}/{total}' });
  let ready = 0;
  let gone = 0;
  children.forEach((child) => {
    const bar = bars.create(Number(a), 0);
    child.on('message', (message) => {
      if (message !== 'ready') return bar.update(message);
      if (++ready === children.length) for (const each of children) each.send('go');
    });
    child.on('exit', () => {
      if (++gone === children.length) bars.stop();
    });
  });
}
