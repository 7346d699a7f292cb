// A server that answers pings, and a handler that computes for half a second in the event loop's only thread.
import { createServer, get } from 'node:http';

function report() {
  let sum = 0;
  for (const end = Date.now() + 500; Date.now() < end; ) sum += Math.sqrt(sum + 1);
  return String(sum);
}

const server = createServer((request, reply) => reply.end(request.url === '/report' ? report() : 'pong'));
server.listen(0, () => {
  const ask = (path) =>
    get({ port: server.address().port, path }, (reply) => reply.resume().once('end', () => ask(path)));
  ask('/report');
  ask('/ping');
});
