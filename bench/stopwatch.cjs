// Runs a command where it stands (a pipe or a terminal) and writes down how long it took. It is a small process of its
// own, because starting a child costs more the more memory the parent has.
const { spawn } = require('node:child_process');
const { readFileSync, writeFileSync } = require('node:fs');

const SAMPLE_EVERY_MS = 100;
const [, , resultFile, watched, file, ...args] = process.argv;
const samples = [];
const startNs = process.hrtime.bigint();
const child = spawn(file, args, { stdio: 'inherit' });
const sinceStartNs = () => Number(process.hrtime.bigint() - startNs);

// From outside, what the child's main thread has used of a CPU.
const sample = () => {
  try {
    const [runNs] = readFileSync(`/proc/${child.pid}/schedstat`, 'latin1').split(' ');
    samples.push({ atNs: sinceStartNs(), runNs: Number(runNs) });
  } catch {
    // It has just ended.
  }
};
const timer = watched === 'watch' ? setInterval(sample, SAMPLE_EVERY_MS) : null;

child.on('exit', (code, signal) => {
  const wallNs = sinceStartNs();
  if (timer !== null) clearInterval(timer);
  writeFileSync(resultFile, JSON.stringify({ wallNs, code, signal, samples }));
});
