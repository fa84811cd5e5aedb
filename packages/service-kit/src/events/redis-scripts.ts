/**
 * Lua scripts, which Redis runs one at a time. KEYS: the stream, a hash from event ids to positions, and the start: a
 * position up to which the stream has nothing any more. An entry's id is `position-0`.
 *
 * A position is at least the time of Redis in milliseconds. So positions rise even over a loss of all data, and the
 * cursor of a reader is never mistaken for a position in a newer stream.
 */
const COMMON = `
local function now()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end
local function start()
  local found = redis.call('GET', KEYS[3])
  if found then return tonumber(found) end
  local first = now()
  redis.call('SET', KEYS[3], string.format('%.0f', first))
  return first
end
local function position(entry) return tonumber(string.match(entry[1], '^(%d+)')) end
local function head()
  local newest = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
  local first = start()
  return newest and math.max(position(newest), first) or first
end
local function text(number) return string.format('%.0f', number) end
`;

/** Returns the position after the newest event. */
export const HEAD = `${COMMON} return text(head())`;

/** ARGV: the time of publication, then the id and the JSON of each event. Skips events that the stream has. */
export const APPEND = `${COMMON}
local last = math.max(head(), now() - 1)
for at = 2, #ARGV, 2 do
  if redis.call('HEXISTS', KEYS[2], ARGV[at]) == 0 then
    last = last + 1
    redis.call('XADD', KEYS[1], text(last) .. '-0', 'at', ARGV[1], 'event', ARGV[at + 1])
    redis.call('HSET', KEYS[2], ARGV[at], text(last))
  end
end
return text(last)`;

/**
 * ARGV: a position, a limit, and optionally a consumer group and a consumer. Returns the entries after the position, or
 * false when entries after it are gone. The group follows the position: it shows how far its consumer is.
 */
export const READ = `${COMMON}
local after = tonumber(ARGV[1])
if after < start() or after > head() then return false end
local from = ARGV[1] .. '-0'
if ARGV[3] == nil then return redis.call('XRANGE', KEYS[1], '(' .. from, '+', 'COUNT', ARGV[2]) end
redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[3], from, 'MKSTREAM')
redis.call('XGROUP', 'SETID', KEYS[1], ARGV[3], from)
local found = redis.call('XREADGROUP', 'GROUP', ARGV[3], ARGV[4], 'COUNT', ARGV[2], 'NOACK', 'STREAMS', KEYS[1], '>')
return found and found[1][2] or {}`;

/**
 * ARGV: a time and a limit. Removes at most that many of the oldest events that were published before the time, but
 * never the newest event. Returns the number of removed events.
 */
export const PRUNE = `${COMMON}
local newest = head()
local removed = 0
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', ARGV[2])) do
  local own = position(entry)
  if tonumber(entry[2][2]) >= tonumber(ARGV[1]) or own >= newest then break end
  local event = cjson.decode(entry[2][4])
  redis.call('HDEL', KEYS[2], event.id)
  redis.call('XDEL', KEYS[1], entry[1])
  redis.call('SET', KEYS[3], text(own))
  removed = removed + 1
end
return removed`;
