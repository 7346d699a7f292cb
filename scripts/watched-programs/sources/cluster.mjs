// Two cluster workers serve requests that cost CPU; the primary asks, four requests at a time.
import cluster from 'node:cluster';
import { pbkdf2Sync } from 'node:crypto';
import { createServer, get } from 'node:http';

if (cluster.isPrimary) {
  const workers = [cluster.fork(), cluster.fork()];
  const ports = await Promise.all(workers.map((worker) => new Promise((is) => worker.once('message', is))));
  const ask = () => get({ port: ports[0], agent: false }, (reply) => reply.resume().once('end', ask));
  for (let i = 0; i < 4; i++) ask();
} else {
  const server = createServer((_, reply) => reply.end(pbkdf2Sync('password', 'salt', 80_000, 64, 'sha512')));
  server.listen(0, () => process.send(server.address().port));
}
