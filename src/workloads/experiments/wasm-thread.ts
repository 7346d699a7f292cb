import { parentPort, workerData } from 'node:worker_threads';
import { wasmAdder } from './wasm/adder.ts';

// A thread of the workload `wasm-threads`: it compiles the module for the memory that it was given, and then adds.
const add = wasmAdder(workerData);
parentPort?.on('message', (times: number) => {
  add(times);
  parentPort?.postMessage('done');
});
parentPort?.postMessage('ready');
