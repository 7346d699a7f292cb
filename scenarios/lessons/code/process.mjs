import child from 'node:child_process';
import { log } from 'node:console';

let color = 'blue';

if (process.argv[2] === 'child') {
  color = 'red';
  log('child:', color);
} else {
  const file = import.meta.filename;
  const forked = child.fork(file, ['child']);
  forked.on('exit', () => log('main:', color));
}
