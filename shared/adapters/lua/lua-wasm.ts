/** @module The WebAssembly module of Lua 5.4. In a bundle, the build puts its bytes here. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The module that wasmoon compiled, of which nothing else is used. */
export async function luaWasm(): Promise<Uint8Array<ArrayBuffer>> {
  const require = createRequire(import.meta.url);
  return Uint8Array.from(await readFile(require.resolve('wasmoon/dist/glue.wasm')));
}
