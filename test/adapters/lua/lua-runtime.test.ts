import { describe, expect, it } from 'vitest';
import { loadLua } from '../../../shared/adapters/lua/lua-runtime.ts';
import type { LuaInputs } from '../../../shared/core/lua.ts';

const lua = await loadLua();

const INPUTS: LuaInputs = {
  metrics: { jobs: 250, 'queue-depth': 7, 'päckchen ☂': 1 },
  capacity: 4,
  inService: 3,
  min: 1,
  max: 40,
  weekday: 2,
  hour: 9,
  minute: 30,
};

const run = (script: string) => lua.run(script, INPUTS);

describe('a script', () => {
  it.each([
    ['return metrics.jobs / 20', 12.5],
    ['return metrics["queue-depth"] + metrics["päckchen ☂"]', 8],
    ['return capacity * 1000 + in_service * 100 + min * 10 + max', 4350],
    ['return weekday * 10000 + hour * 100 + minute', 20_930],
    ['if metrics.jobs > 200 and hour >= 9 then return capacity + 2 end return capacity', 6],
    ['local n = 0 for name, value in pairs(metrics) do n = n + value end return n', 258],
    ['return math.max(min, math.floor(metrics.jobs / 100 + 0.5))', 3],
    ['local t = {3, 1, 2} table.sort(t) return t[1] * 100 + t[2] * 10 + t[3]', 123],
    ['return #string.format("%s-%d", ("ab"):rep(3, "/"), 7)', 10],
    ['local ok, why = pcall(error, "no") return ok and 1 or #why', 2],
    ['return -3', -3],
    ['return 7 // 2 + 2 ^ 3', 11],
    ['return select("#", table.unpack({ 1, 2, 3 }))', 3],
    ['-- a comment\nreturn tonumber("12")', 12],
  ])('%s returns %d', (script, value) => {
    expect(run(script)).toEqual({ status: 'returned', value });
  });

  it.each(['return nil', '', 'local x = 1', 'return ...', 'if hour > 12 then return 5 end'])(
    '%j has no opinion',
    (script) => {
      expect(run(script)).toEqual({ status: 'nothing' });
    },
  );
});

describe('a bad script', () => {
  it.each([
    { script: 'return 0/0', because: 'it returned 0 divided by 0, which is no capacity' },
    { script: 'return 1/0', because: 'it returned infinity, which is no capacity' },
    { script: 'return -math.huge', because: 'it returned minus infinity, which is no capacity' },
    { script: 'return "5"', because: 'it returned a string, not a number' },
    { script: 'return {}', because: 'it returned a table, not a number' },
    { script: 'return true', because: 'it returned a boolean, not a number' },
    { script: 'return error', because: 'it returned a function, not a number' },
    { script: 'return 1 +', because: 'script:1: unexpected symbol near <eof>' },
    { script: '\n\nreturn metrics.jobs.x', because: /^script:3: attempt to index a number value/ },
    {
      script: 'return metrics.nope',
      because: 'script:1: there is no metric "nope" in the sources of this policy',
    },
    { script: 'return wantd', because: 'script:1: there is no "wantd" here' },
    { script: 'return 1 // 0', because: 'script:1: attempt to divide by zero' },
    { script: 'error("too bad")', because: 'script:1: too bad' },
    { script: 'error({ code = 1 })', because: 'an error that is a table' },
    { script: 'error(nil)', because: 'an error that is a nil' },
    { script: 'error("\\xff\\xfe\\0hidden")', because: 'script:1: \ufffd\ufffd' },
    { script: 'error(("x"):rep(9000))', because: /^script:1: x{200,300}$/ },
    { script: 'local x <close> = {} return 1', because: /non-closable/ },
  ])('$script: $because', ({ script, because }) => {
    expect(run(script)).toEqual({
      status: 'failed',
      because: typeof because === 'string' ? because : expect.stringMatching(because),
    });
  });
});

describe('nothing outside can be reached', () => {
  it.each(
    [
      ...['io', 'os', 'debug', 'package', 'coroutine', 'utf8', 'require', 'dofile', 'loadfile'],
      ...['load', 'loadstring', 'print', 'warn', 'collectgarbage', 'getmetatable'],
      ...['setmetatable', 'rawset', 'rawget', 'rawequal', 'rawlen', '_G', 'arg', 'module'],
    ].map((name) => ({ name })),
  )('$name is not there', ({ name }) => {
    expect(run(`return ${name}`)).toEqual({
      status: 'failed',
      because: `script:1: there is no "${name}" here`,
    });
  });

  it.each(
    [
      ...['math.random', 'math.randomseed', 'table.move', 'string.dump', 'string.find'],
      ...['string.match', 'string.gmatch', 'string.gsub', 'string.pack', 'string.unpack'],
    ].map((name) => ({ name })),
  )('$name is not there', ({ name }) => {
    expect(run(`return ${name} == nil and 1 or 2`)).toEqual({ status: 'returned', value: 1 });
  });

  it('leaves exactly these names', () => {
    const names = `
      local names = {}
      for name, value in pairs(_ENV) do
        if type(value) == 'table' then
          for below in pairs(value) do names[#names + 1] = name .. '.' .. below end
        else
          names[#names + 1] = name
        end
      end
      table.sort(names)
      error(table.concat(names, ' ', FROM, math.min(#names, FROM + 19)), 0)
    `;
    const told: string[] = [];
    for (const from of [1, 21, 41, 61, 81]) {
      const result = lua.run(names.replaceAll('FROM', String(from)), INPUTS);
      told.push(result.status === 'failed' ? result.because : '');
    }

    expect(told.join(' ').trim().split(' ')).toEqual([
      ...['_VERSION', 'assert', 'capacity', 'error', 'hour', 'in_service', 'ipairs'],
      ...['math.abs', 'math.acos', 'math.asin', 'math.atan', 'math.ceil', 'math.cos', 'math.deg'],
      ...['math.exp', 'math.floor', 'math.fmod', 'math.huge', 'math.log', 'math.max'],
      ...['math.maxinteger', 'math.min', 'math.mininteger', 'math.modf', 'math.pi', 'math.rad'],
      ...['math.sin', 'math.sqrt', 'math.tan', 'math.tointeger', 'math.type', 'math.ult', 'max'],
      ...['metrics.jobs', 'metrics.päckchen', '☂', 'metrics.queue-depth', 'min', 'minute', 'next'],
      ...['pairs', 'pcall', 'select', 'string.byte', 'string.char', 'string.format'],
      ...['string.len', 'string.lower', 'string.rep', 'string.reverse', 'string.sub'],
      ...['string.upper', 'table.concat', 'table.insert', 'table.pack', 'table.remove'],
      ...['table.sort', 'table.unpack', 'tonumber', 'tostring', 'type', 'weekday', 'xpcall'],
    ]);
  });

  it('takes no bytecode', () => {
    expect(run('\x1bLua\x54\x00')).toEqual({
      status: 'failed',
      because: expect.stringMatching(/attempt to load a binary chunk/),
    });
  });
});

/** Ends by what is counted alone, however slow the machine is at the moment. */
const counted = await loadLua({ timeMs: Number.POSITIVE_INFINITY });

const WORK = /^it ran for over 50000 instructions$/;
const MEMORY = /^it (made a string or table of over 16384|used over 1000000) bytes/;
const OVERFLOW = /stack overflow/;

describe('a limit ends, and nothing catches', () => {
  it.each([
    { name: 'a loop without end', script: 'while true do end', because: WORK },
    { name: 'a jump without end', script: '::a:: goto a', because: WORK },
    {
      name: 'a tail call without end',
      script: 'local function f() return f() end return f()',
      because: WORK,
    },
    {
      name: 'a loop in pcall',
      script: 'while true do pcall(function() while true do end end) end',
      because: WORK,
    },
    {
      name: 'a loop in an error handler',
      script: 'xpcall(error, function() while true do end end)',
      because: WORK,
    },
    {
      name: 'a loop in a comparison',
      script: 'table.sort({ 2, 1 }, function() while true do end end)',
      because: WORK,
    },
    {
      name: 'a recursion',
      script: 'local function f() return 1 + f() end return f()',
      because: MEMORY,
    },
    {
      name: 'a recursion through pcall',
      script: 'local function f() return select(2, pcall(f)) end return f()',
      because: /./,
    },
    {
      name: 'a string that doubles',
      script: 'local s = "x" while true do s = s .. s end',
      because: MEMORY,
    },
    {
      name: 'a string that doubles in pcall',
      script: 'while true do pcall(function() local s = "x" while true do s = s .. s end end) end',
      because: MEMORY,
    },
    {
      name: 'a table that grows',
      script: 'local t = {} while true do t[#t + 1] = 1 end',
      because: MEMORY,
    },
    { name: 'many small tables', script: 'while true do local t = {} end', because: WORK },
    {
      name: 'many closures',
      script: 'while true do local t = function() return hour end end',
      because: /./,
    },
    {
      name: 'string.rep',
      script: 'return string.rep("x", 1e9)',
      because: /string.rep makes at most 10000/,
    },
    {
      name: 'string.rep as a method',
      script: 'return ("x"):rep(1 << 62)',
      because: /string.rep makes at most 10000/,
    },
    {
      name: 'string.rep of nothing',
      script: 'return #string.rep("", 1e15, "x")',
      because: /string.rep makes at most 10000/,
    },
    {
      name: 'string.rep by no number',
      script: 'return string.rep("x", 0/0)',
      because: /string.rep makes at most 10000/,
    },
    { name: 'table.unpack', script: 'return table.unpack({}, 1, 1e7)', because: MEMORY },
    {
      name: 'table.concat',
      script: 'return table.concat({}, "", 1, 1 << 53)',
      because: /invalid value \(nil\) at index 1/,
    },
    {
      name: 'table.sort',
      script: 'local t = {} for i = 1, 300 do t[i] = -i end table.sort(t)',
      because: /at most 256/,
    },
    {
      name: 'parentheses',
      script: `return ${'('.repeat(3000)}1${')'.repeat(3000)}`,
      because: OVERFLOW,
    },
    {
      name: 'functions in functions',
      script: `${'return function() '.repeat(300)}${' end'.repeat(300)}`,
      because: OVERFLOW,
    },
    {
      name: 'too many locals',
      script: 'local a '.repeat(300),
      because: /too many local variables/,
    },
    {
      name: 'long strings compared',
      script:
        'local s = ("a"):rep(8000) s = s .. s local u = ("a"):rep(8000) u = u .. u while true do if s < u then return 1 end end',
      because: WORK,
    },
    {
      name: 'long tables moved',
      script:
        'local t = {} for i = 1, 1000 do t[i] = i end while true do table.insert(t, 1, 1) table.remove(t, 1) end',
      because: WORK,
    },
    {
      name: 'sorting again and again',
      script: 'local t = {} for i = 1, 256 do t[i] = i % 7 end while true do table.sort(t) end',
      because: WORK,
    },
    {
      name: 'big numbers written again and again',
      script: 'while true do local s = string.format("%.99f", 1e308) end',
      because: MEMORY,
    },
  ])('$name', ({ script, because }) => {
    const result = counted.run(script, INPUTS);

    expect(result).toEqual({ status: 'failed', because: expect.stringMatching(because) });
  });

  it('the time, where the work is allowed to be endless', async () => {
    const patient = await loadLua({ instructions: Number.POSITIVE_INFINITY, timeMs: 20 });

    expect(patient.run('while true do end', INPUTS)).toEqual({
      status: 'failed',
      because: 'it ran for over 20 ms',
    });
    expect(patient.run('return 1', INPUTS)).toEqual({ status: 'returned', value: 1 });
  });
});

describe('what a script did is gone', () => {
  const MISCHIEF = [
    'x = 5 metrics.jobs = 99 capacity = 99 hour = 99 return 1',
    'string.len = nil math.floor = nil table.sort = nil pairs = nil return 1',
    'for name in pairs(_ENV) do _ENV[name] = nil end return 1',
    'for name in pairs(metrics) do metrics[name] = nil end return 1',
    'while true do end',
    'local t = {} while true do t[#t + 1] = {} end',
    'local function f() return select(2, pcall(f)) end return f()',
    'error({})',
    'return 1 +',
    `return ${'('.repeat(3000)}`,
  ];
  /** Everything that could tell of the past: addresses, the order of keys, the next free memory. */
  const WITNESS = `
    local told = { tostring({}), tostring(function() end), tostring(pairs), tostring(metrics) }
    for name in pairs({ b = 1, a = 2, c = 3, long_name = 4, z9 = 5 }) do told[#told + 1] = name end
    for name, value in pairs(_ENV) do
      if type(value) ~= 'table' then told[#told + 1] = name end
    end
    told[#told + 1] = metrics.jobs .. hour .. capacity
    error(table.concat(told, ' '), 0)
  `;

  it('whatever it was', async () => {
    const untouched = (await loadLua()).run(WITNESS, INPUTS);

    const seen = MISCHIEF.map((script) => {
      run(script);
      return run(WITNESS);
    });

    expect(untouched.status).toBe('failed');
    expect(seen).toEqual(MISCHIEF.map(() => untouched));
  });

  it('so that a thousand evaluations in any order come out alike', () => {
    const scripts = [
      ...MISCHIEF.filter((script) => !script.includes('while')),
      WITNESS,
      'return #tostring({})',
    ];
    const first = scripts.map(run);

    for (let round = 0; round < 100; round += 1) {
      const again = scripts.toReversed().map(run).toReversed();
      expect(again).toEqual(first);
    }
  });
});

describe('a text is checked without being run', () => {
  it.each([
    { script: 'while true do end', problem: undefined },
    { script: 'return metrics.nope', problem: undefined },
    { script: 'local x = 1\nretrun x', problem: "script:2: syntax error near 'x'" },
    { script: 'if x then', problem: "script:1: 'end' expected near <eof>" },
    { script: 'return "', problem: 'script:1: unfinished string near <eof>' },
  ])('$script', ({ script, problem }) => {
    expect(lua.check(script)).toBe(problem);
  });
});
