/** @module Lua scripts as functions: in what is shown, out a number, nothing or a reason. */
import type { LuaInputs, LuaResult, LuaRuntime } from '../../core/lua.ts';
import { luaWasm } from './lua-wasm.ts';
import { BrokenOffError, type LuaLimits, type Sandbox, startSandbox } from './sandbox.ts';

/** A rule over ten metrics takes a few hundred instructions and some ten thousand bytes. */
const STANDARD: LuaLimits = {
  instructions: 50_000,
  memoryBytes: 1_000_000,
  blockBytes: 16_384,
  timeMs: 1000,
};

/** Loads Lua. What comes back answers at once, and needs nothing from outside any more. */
export async function loadLua(limits: Partial<LuaLimits> = {}): Promise<LuaRuntime> {
  const module = new WebAssembly.Module(await luaWasm());
  const sandbox = startSandbox(module, { ...STANDARD, ...limits });
  return {
    run: (script, inputs) => reasoned(() => sandbox.fresh(() => result(sandbox, script, inputs))),
    check(script) {
      const answer = reasoned(() => sandbox.fresh(() => compiled(sandbox, script) ?? NOTHING));
      return answer.status === 'failed' ? answer.because : undefined;
    },
  };
}

const NOTHING: LuaResult = { status: 'nothing' };

function failed(because: string): LuaResult {
  return { status: 'failed', because };
}

function reasoned(work: () => LuaResult): LuaResult {
  try {
    return work();
  } catch (error) {
    if (error instanceof BrokenOffError) {
      return failed(error.message);
    }
    throw error;
  }
}

/** Types of lua.h. */
const NIL = 0;
const NUMBER = 3;
const STRING = 4;
/** The value on top of Lua's stack, and the one two below it. */
const TOP = -1;
const BELOW_TWO = -3;

function result(sandbox: Sandbox, script: string, inputs: LuaInputs): LuaResult {
  const { api, state, textAt } = sandbox;
  show(sandbox, inputs);
  const refusal = compiled(sandbox, script);
  if (refusal !== undefined) {
    return refusal;
  }
  if (api.lua_pcallk(state, 0, 1, 0, 0, 0) !== 0) {
    return failed(errorOf(sandbox));
  }
  const type = api.lua_type(state, TOP);
  if (type === NIL) {
    return NOTHING;
  }
  if (type !== NUMBER) {
    return failed(`it returned a ${textAt(api.lua_typename(state, type))}, not a number`);
  }
  const value = api.lua_tonumberx(state, TOP, 0);
  return Number.isFinite(value)
    ? { status: 'returned', value }
    : failed(`it returned ${inWords(value)}, which is no capacity`);
}

/** What a number that is not finite comes from, as a script's author thinks of it. */
function inWords(value: number): string {
  return Number.isNaN(value) ? '0 divided by 0' : value > 0 ? 'infinity' : 'minus infinity';
}

/** Puts the compiled script on the stack; the reason where it cannot be. Text only, no bytecode. */
function compiled(sandbox: Sandbox, script: string): LuaResult | undefined {
  const { api, state, place } = sandbox;
  const { pointer, sizeBytes } = place(script);
  const name = place('=script').pointer;
  const status = api.luaL_loadbufferx(state, pointer, sizeBytes, name, place('t').pointer);
  return status === 0 ? undefined : failed(errorOf(sandbox));
}

function show({ api, state, place }: Sandbox, { metrics, inService, ...numbers }: LuaInputs): void {
  api.lua_getglobal(state, place('metrics').pointer);
  for (const [name, value] of Object.entries(metrics)) {
    api.lua_pushstring(state, place(name).pointer);
    api.lua_pushnumber(state, value);
    api.lua_rawset(state, BELOW_TWO);
  }
  api.lua_settop(state, 0);
  for (const [name, value] of Object.entries({ ...numbers, in_service: inService })) {
    api.lua_pushnumber(state, value);
    api.lua_setglobal(state, place(name).pointer);
  }
}

/** The error on top of the stack: "script:3: attempt to compare number with nil". */
function errorOf({ api, state, textAt }: Sandbox): string {
  const type = api.lua_type(state, TOP);
  return type === STRING
    ? textAt(api.lua_tolstring(state, TOP, 0))
    : `an error that is a ${textAt(api.lua_typename(state, type))}`;
}
