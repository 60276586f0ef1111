package io.github.dualstream.transport.redis.streams;

import java.util.List;

/**
 * Bounds of a partition.
 *
 * @param begin offset above the records that were deleted from its beginning; 0 if there
 * are none
 * @param end offset after the last record that was ever added
 */
record StreamBounds(long begin, long end) {

	/**
	 * Lua function {@code bounds}: id of the first entry, last generated id, highest
	 * deleted id (known by Redis from 7.0 on), and highest id that retention has deleted.
	 */
	static final String FUNCTION = """
			local function bounds(stream, retention)
			  local first, last, deleted = '', '0-0', '0-0'
			  if redis.call('EXISTS', stream) == 1 then
			    local info = redis.call('XINFO', 'STREAM', stream)
			    for i = 1, #info, 2 do
			      if info[i] == 'last-generated-id' then
			        last = info[i + 1]
			      elseif info[i] == 'max-deleted-entry-id' then
			        deleted = info[i + 1]
			      elseif info[i] == 'first-entry' and info[i + 1] then
			        first = info[i + 1][1]
			      end
			    end
			  end
			  return { first, last, deleted, redis.call('GET', retention) or '' }
			end
			""";

	/** Bounds of a partition. Keys: its stream, what retention has deleted. */
	static final LuaScript SCRIPT = new LuaScript(FUNCTION + "return bounds(KEYS[1], KEYS[2])");

	/**
	 * Read the result of the function.
	 * @param stream key of the stream
	 * @param result result of the Lua function
	 * @return the bounds
	 */
	static StreamBounds of(String stream, List<?> result) {
		String first = StreamKeys.text(result.get(0));
		String last = StreamKeys.text(result.get(1));
		String deleted = StreamKeys.text(result.get(2));
		String expired = StreamKeys.text(result.get(3));
		long begin = expired.isEmpty() ? 0 : StreamId.offsetOf(stream, expired) + 1;
		if (!deleted.equals(StreamId.ZERO)) {
			long lowest = StreamId.offsetOf(stream, deleted) + 1;
			// an entry that was deleted between others leaves the beginning where it is
			if (first.isEmpty() || StreamId.offsetOf(stream, first) >= lowest) {
				begin = Math.max(begin, lowest);
			}
		}
		return new StreamBounds(begin, last.equals(StreamId.ZERO) ? 0 : StreamId.offsetOf(stream, last) + 1);
	}

}
