/** @module The languages that policies may be written in, loaded once for all tests of a file. */
import { loadLua } from '../../shared/adapters/lua/lua-runtime.ts';
import type { Interpreters } from '../../shared/core/lua.ts';

/** All of them. */
export const interpreters: Required<Interpreters> = { lua: await loadLua() };
