/**
 * A module that counts in shared memory, native code that knows nothing of JavaScript:
 *
 *     (module
 *       (import "js" "memory" (memory 1 1 shared))
 *       (func (export "add") (param $n i32)
 *         (loop $again
 *           (drop (i32.atomic.rmw.add (i32.const 0) (i32.const 1)))
 *           (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
 *
 * https://webassembly.github.io/spec/core/binary/modules.html, and the threads proposal for shared memory.
 */
const SECTIONS = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic number, version 1
  [0x01, 5, 1, 0x60, 1, 0x7f, 0], // types: one, (i32) -> ()
  [0x02, 15, 1, 2, ...text('js'), 6, ...text('memory'), 0x02, 0x03, 1, 1], // imports: a shared memory of one page
  [0x03, 2, 1, 0], // functions: one, of type 0
  [0x07, 7, 1, 3, ...text('add'), 0x00, 0], // exports: function 0
  [0x0a, 25, 1, 23, 0], // code: one body of 23 bytes, no locals
  [0x03, 0x40], // loop
  [0x41, 0, 0x41, 1, 0xfe, 0x1e, 2, 0, 0x1a], // drop(i32.atomic.rmw.add(0, 1))
  [0x20, 0, 0x41, 1, 0x6b, 0x22, 0], // n = n - 1
  [0x0d, 0, 0x0b, 0x0b], // br_if again; end; end
];

/** What of WebAssembly is used here: Node's types leave it to the browsers'. https://webassembly.github.io/spec/js-api/ */
interface Wasm {
  readonly Memory: new (of: { initial: number; maximum: number; shared: boolean }) => SharedPage;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: { readonly add: Add } };
}
const wasm = (globalThis as unknown as { readonly WebAssembly: Wasm }).WebAssembly;

/** A page of memory (64 KiB) that threads may share. */
export interface SharedPage {
  readonly buffer: SharedArrayBuffer;
}

/** Adds 1 to the first cell of the memory, so many times, atomically. */
export type Add = (times: number) => void;

/** Compiled for a memory of one page (64 KiB) that threads share. */
export function wasmAdder(memory: SharedPage): Add {
  const module = new wasm.Module(new Uint8Array(SECTIONS.flat()));
  return new wasm.Instance(module, { js: { memory } }).exports.add;
}

/** A memory that wasmAdder takes. */
export function sharedPage(): SharedPage {
  return new wasm.Memory({ initial: 1, maximum: 1, shared: true });
}

function text(letters: string): number[] {
  return [...letters].map((letter) => letter.charCodeAt(0));
}
