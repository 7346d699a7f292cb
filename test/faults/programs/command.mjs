import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

// A program for others to watch: so many processes, each of which does so many units; itself, where it is one.
const [, program, name, units, processes] = process.argv;
if (Number(processes) > 1) {
  const children = [];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      for (const child of children) child.kill(signal);
      process.kill(process.pid, signal);
    });
  }
  while (children.length < Number(processes)) {
    const child = spawn(process.execPath, [program, name, units, '1'], { stdio: 'inherit' });
    child.on('exit', (code) => {
      process.exitCode ||= code ?? 1;
    });
    child.on('error', ({ message }) => {
      process.stderr.write(`${message}\n`);
      // Without a PID, the signal would go to the whole process group.
      for (const each of children) if (each.pid !== undefined) each.kill('SIGKILL');
      process.exitCode = 1;
    });
    children.push(child);
  }
} else {
  const { [name]: work } = await import('./work.mjs');
  let sum = 0;
  for (let index = 0; index < Number(units); index++) sum += work(null, index);
  appendFileSync(join(process.env.FAULT_FOLDER, 'sums'), `${sum}\n`);
}
