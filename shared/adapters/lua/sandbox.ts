/** @module A Lua state that is as it was at its start, whatever was done in it before. */
import { type LuaApi, type Machine, SandboxError, startMachine } from './machine.ts';
import { PRELUDE } from './prelude.ts';

/** What one evaluation may use. */
export interface LuaLimits {
  /** Instructions of Lua's machine: a rule over ten metrics takes a few hundred. */
  readonly instructions: number;
  /** Bytes asked for in total, those given back included. */
  readonly memoryBytes: number;
  /** Bytes of one string or table: an instruction that reads all of it counts as one. */
  readonly blockBytes: number;
  /** The last resort, for many slow instructions. A script that reaches it is not deterministic. */
  readonly timeMs: number;
}

/** Lua in a box: its functions, its state, and the way in and out of its memory. */
export interface Sandbox {
  readonly api: LuaApi;
  readonly state: number;
  /** Puts a text into the memory. */
  place(text: string): { readonly pointer: number; readonly sizeBytes: number };
  /** The text at a place in the memory, up to its end or to the longest that anybody reads. */
  textAt(pointer: number): string;
  /** Works in the state as it was at the start. Throws a BrokenOffError where a limit ends it. */
  fresh<Result>(work: () => Result): Result;
}

/** Something ended a script from outside, where it cannot catch it: a limit, or a way out. */
export class BrokenOffError extends Error {
  override readonly name = 'BrokenOffError';
}

/** Instructions between two looks at the limits. */
const LOOK_EVERY = 1000;
/** LUA_MASKCOUNT of lua.h. */
const COUNT_HOOK = 8;
/** Blocks begin where a double may. */
const ALIGNMENT_BYTES = 16;
/** Reasons go on one line of a log. */
const LONGEST_TEXT = 300;

/** Starts Lua and runs the prelude; what stands in the memory then is where every script begins. */
export function startSandbox(module: WebAssembly.Module, limits: LuaLimits): Sandbox {
  let instructions = 0;
  let deadline = Number.POSITIVE_INFINITY;
  let next = 0;
  let end = 0;

  const machine = startMachine(module, { allocate, count });
  const { api } = machine;
  next = api.malloc(limits.memoryBytes);
  end = next + limits.memoryBytes;
  const state = startState(machine, place);
  const stack = api.stackSave();
  const stackFrom = api.emscripten_stack_get_end();
  const stackTo = api.emscripten_stack_get_base();
  const start = new Uint8Array(api.memory.buffer).slice(0, next);

  return { api, state, place, textAt, fresh };

  /** Memory is handed out in a row and never taken back: the limit is where the row ends. */
  function allocate(_: number, block: number, oldBytes: number, newBytes: number): number {
    if (newBytes === 0 || (block !== 0 && newBytes <= oldBytes)) {
      return newBytes === 0 ? 0 : block;
    }
    if (newBytes > limits.blockBytes) {
      throw new BrokenOffError(`it made a string or table of over ${limits.blockBytes} bytes`);
    }
    const made = taken(newBytes);
    if (block !== 0) {
      new Uint8Array(api.memory.buffer).copyWithin(made, block, block + oldBytes);
    }
    return made;
  }

  function taken(sizeBytes: number): number {
    const made = next;
    const after = made + Math.ceil(sizeBytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    if (after > end) {
      throw new BrokenOffError(`it used over ${limits.memoryBytes} bytes of memory`);
    }
    next = after;
    return made;
  }

  function count(): void {
    instructions += LOOK_EVERY;
    if (instructions > limits.instructions) {
      throw new BrokenOffError(`it ran for over ${limits.instructions} instructions`);
    }
    if (performance.now() > deadline) {
      throw new BrokenOffError(`it ran for over ${limits.timeMs} ms`);
    }
  }

  function place(text: string) {
    const bytes = encoder.encode(text);
    const pointer = taken(bytes.length + 1);
    const memory = new Uint8Array(api.memory.buffer);
    memory.set(bytes, pointer);
    memory[pointer + bytes.length] = 0;
    return { pointer, sizeBytes: bytes.length };
  }

  function textAt(pointer: number): string {
    const memory = new Uint8Array(api.memory.buffer, pointer, LONGEST_TEXT);
    const length = memory.indexOf(0);
    return decoder.decode(memory.subarray(0, length === -1 ? LONGEST_TEXT : length));
  }

  /**
   * The memory is all that changes in a machine, beside the top of C's stack: both are put back.
   * What lies in that stack is not: C reads nothing there that it has not written before.
   */
  function fresh<Result>(work: () => Result): Result {
    const memory = new Uint8Array(api.memory.buffer);
    memory.set(start.subarray(0, stackFrom));
    memory.set(start.subarray(stackTo), stackTo);
    memory.fill(0, start.length, next);
    next = start.length;
    instructions = 0;
    deadline = performance.now() + limits.timeMs;
    try {
      return work();
    } catch (error) {
      if (error instanceof SandboxError) {
        throw new BrokenOffError(error.message, { cause: error });
      }
      // The stack of C, or that of JavaScript, is used up.
      if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) {
        throw new BrokenOffError(`it broke off: ${error.message}`, { cause: error });
      }
      throw error;
    } finally {
      api.stackRestore(stack);
    }
  }
}

/** A state with four libraries, what the prelude leaves of them, and the instructions counted. */
function startState({ api, ...machine }: Machine, place: Sandbox['place']): number {
  const state = api.lua_newstate(machine.allocator, 0);
  for (const [name, open] of [
    ['_G', api.luaopen_base],
    ['math', api.luaopen_math],
    ['string', api.luaopen_string],
    ['table', api.luaopen_table],
  ] as const) {
    api.luaL_requiref(state, place(name).pointer, machine.functionNumber(open), 1);
  }
  api.lua_settop(state, 0);
  const { pointer, sizeBytes } = place(PRELUDE);
  const name = place('=prelude').pointer;
  const loaded = api.luaL_loadbufferx(state, pointer, sizeBytes, name, place('t').pointer);
  if (loaded !== 0 || api.lua_pcallk(state, 0, 0, 0, 0, 0) !== 0) {
    throw new Error('The prelude of Lua cannot be run.');
  }
  api.lua_sethook(state, machine.hook, COUNT_HOOK, LOOK_EVERY);
  return state;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
