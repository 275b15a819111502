/** @module The Lua of wasmoon's WebAssembly module, without its JavaScript: nothing but Lua. */

/** Functions of Lua's C API; pointers and counts are numbers. */
export interface LuaApi {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly __indirect_function_table: FunctionTable;
  __wasm_call_ctors(): void;
  emscripten_stack_init(): void;
  /** C's stack grows down from its base to its end. */
  emscripten_stack_get_base(): number;
  emscripten_stack_get_end(): number;
  stackSave(): number;
  stackRestore(pointer: number): void;
  setThrew(threw: number, value: number): void;
  malloc(size: number): number;
  luaopen_base(state: number): number;
  luaopen_math(state: number): number;
  luaopen_string(state: number): number;
  luaopen_table(state: number): number;
  lua_newstate(allocator: number, context: number): number;
  lua_sethook(state: number, hook: number, mask: number, count: number): void;
  luaL_requiref(state: number, name: number, open: number, isGlobal: number): void;
  luaL_loadbufferx(state: number, text: number, size: number, name: number, mode: number): number;
  lua_pcallk(
    state: number,
    given: number,
    wanted: number,
    handler: number,
    context: number,
    continuation: number,
  ): number;
  lua_getglobal(state: number, name: number): number;
  lua_setglobal(state: number, name: number): void;
  lua_setfield(state: number, index: number, name: number): void;
  lua_pushnumber(state: number, value: number): void;
  lua_rawset(state: number, index: number): void;
  lua_pushstring(state: number, text: number): number;
  lua_settop(state: number, index: number): void;
  lua_type(state: number, index: number): number;
  lua_typename(state: number, type: number): number;
  lua_tonumberx(state: number, index: number, isNumber: number): number;
  lua_tolstring(state: number, index: number, size: number): number;
}

interface FunctionTable {
  readonly length: number;
  get(index: number): ((...values: readonly number[]) => number) | null;
  set(index: number, entry: unknown): void;
  grow(count: number): number;
}

/** What Lua calls of ours. */
export interface Callbacks {
  /** lua_Alloc: a block of the new size with the old one's content; a size of 0 frees. */
  allocate(context: number, block: number, oldSize: number, newSize: number): number;
  /** lua_Hook: called every so many instructions. */
  count(state: number, activation: number): void;
}

/** A fresh machine and the numbers under which Lua calls functions. */
export interface Machine {
  readonly api: LuaApi;
  /** Makes a function callable from Lua, by the number that comes back. */
  functionNumber(entry: unknown): number;
  readonly allocator: number;
  readonly hook: number;
}

/** Lua asked for something that it was not given: a file, the time, more pages of memory. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
}

/** What emscripten throws, and expects back, for C's longjmp. */
const LONG_JUMP = Number.POSITIVE_INFINITY;

/** A machine of the compiled module; nothing outside it can be reached from it. */
export function startMachine(module: WebAssembly.Module, callbacks: Callbacks): Machine {
  const imports: Record<string, Record<string, unknown>> = {};
  for (const { module: group, name } of WebAssembly.Module.imports(module)) {
    imports[group] = { ...imports[group], [name]: () => refused(name) };
  }
  const given = {
    ...imports,
    env: {
      ...imports['env'],
      // C's setjmp: a jump ends the call, anything else thrown goes on outward.
      invoke_vii(index: number, one: number, other: number) {
        const stack = api.stackSave();
        try {
          api.__indirect_function_table.get(index)?.(one, other);
        } catch (error) {
          api.stackRestore(stack);
          if (error !== LONG_JUMP) {
            throw error;
          }
          api.setThrew(1, 0);
        }
      },
      _emscripten_throw_longjmp() {
        throw LONG_JUMP;
      },
      // The seed of Lua's hashes is made of the time: it is always the same.
      emscripten_date_now: () => 0,
    },
    wasi_snapshot_preview1: {
      ...imports['wasi_snapshot_preview1'],
      environ_sizes_get(count: number, size: number) {
        const memory = new DataView(api.memory.buffer);
        memory.setInt32(count, 0, true);
        memory.setInt32(size, 0, true);
        return 0;
      },
      environ_get: () => 0,
    },
  };
  // The module's own contract; a test calls every one of these functions.
  const api = new WebAssembly.Instance(module, given).exports as unknown as LuaApi;
  api.__wasm_call_ctors();
  api.emscripten_stack_init();
  const table = api.__indirect_function_table;
  const functionNumber = (entry: unknown): number => {
    const index = table.grow(1);
    table.set(index, entry);
    return index;
  };
  const bridge = new WebAssembly.Instance(new WebAssembly.Module(BRIDGE), {
    ours: { ...callbacks },
  }).exports;
  return {
    api,
    functionNumber,
    allocator: functionNumber(bridge['allocate']),
    hook: functionNumber(bridge['count']),
  };
}

function refused(name: string): never {
  throw new SandboxError(`it asked for ${name}`);
}

const I32 = 0x7f;
const text = (value: string): readonly number[] => [value.length, ...Buffer.from(value)];

/**
 * A table of WebAssembly takes functions of WebAssembly only: this module takes `allocate` and
 * `count` in and gives them out again as such. By hand, as it is two types, two imports and two
 * exports. Source: WebAssembly core specification, "Binary format", modules.
 */
const BRIDGE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [2, 0x60, 4, I32, I32, I32, I32, 1, I32, 0x60, 2, I32, I32, 0]),
  ...section(2, [
    2,
    ...text('ours'),
    ...text('allocate'),
    0,
    0,
    ...text('ours'),
    ...text('count'),
    0,
    1,
  ]),
  ...section(7, [2, ...text('allocate'), 0, 0, ...text('count'), 0, 1]),
]);

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, content.length, ...content];
}
