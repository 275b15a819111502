/** @module What a script finds in Lua, and what is taken away from it. */

/** Characters that `string.rep` may make: enough for any name, too few to use up the memory. */
const LONGEST_REPEAT = 10_000;
/** Entries that `table.sort` sorts; an order made to be slow takes their square. */
const LONGEST_SORT = 256;

/**
 * Runs once, before any script. Left are `base`, `math`, `string` and `table` without what loads
 * code, writes, draws lots, or works long inside one instruction, where no limit counts: patterns,
 * `table.move`, and metatables, which could make a length of a billion. Memory is never collected:
 * what one evaluation may use is all it may ever use. A name that nobody set is an error and not
 * nil: a slip of the pen would be no opinion.
 */
export const PRELUDE = `
collectgarbage('stop')
local error, len, rep, setmetatable, sort, tostring =
  error, string.len, string.rep, setmetatable, table.sort, tostring

for library, names in pairs({
  [_ENV] = {
    'collectgarbage', 'dofile', 'getmetatable', 'load', 'loadfile', 'print', 'rawequal', 'rawget',
    'rawlen', 'rawset', 'require', 'setmetatable', 'warn', '_G',
  },
  [math] = { 'random', 'randomseed' },
  [string] = { 'dump', 'find', 'gmatch', 'gsub', 'match', 'pack', 'packsize', 'unpack' },
  [table] = { 'move' },
}) do
  for _, name in ipairs(names) do
    library[name] = nil
  end
end

function string.rep(text, count, separator)
  local size = (len(text) + len(separator or '')) * count
  if not (size <= ${LONGEST_REPEAT}) then
    error('string.rep makes at most ${LONGEST_REPEAT} characters', 2)
  end
  return size > 0 and rep(text, count, separator) or ''
end

function table.sort(list, order)
  if #list > ${LONGEST_SORT} then
    error('table.sort sorts at most ${LONGEST_SORT} entries', 2)
  end
  return sort(list, order)
end

metrics = setmetatable({}, {
  __index = function(_, name)
    error('there is no metric "' .. tostring(name) .. '" in the sources of this policy', 2)
  end,
})
setmetatable(_ENV, {
  __index = function(_, name)
    error('there is no "' .. tostring(name) .. '" here', 2)
  end,
})
`;
