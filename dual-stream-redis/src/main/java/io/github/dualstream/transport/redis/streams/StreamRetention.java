package io.github.dualstream.transport.redis.streams;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.TopicSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old records of the topics that this application uses, by age and by number.
 * Every instance does so; what one has deleted is nothing to the others.
 */
public final class StreamRetention implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(StreamRetention.class);

	/** Maximum number of records that one step deletes by their number. */
	private static final int STEP = 1000;

	/**
	 * Deletes entries below a time, then some of those beyond a number, and notes the
	 * highest deleted id, as Redis itself does from 7.0 on. Keys: stream, deleted.
	 * Arguments: age in milliseconds and number, or an empty text for no limit; maximum
	 * number to delete by the latter. Result: numbers of entries deleted by age and by
	 * number.
	 */
	private static final LuaScript TRIM = new LuaScript("""
			if redis.call('EXISTS', KEYS[1]) == 0 then
			  return { 0, 0 }
			end
			local expired, beyond = 0, 0
			if ARGV[1] ~= '' then
			  local time = redis.call('TIME')
			  local millis = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1]
			  local id = string.format('%.0f-0', millis > 0 and millis or 0)
			  local last = redis.call('XREVRANGE', KEYS[1], '(' .. id, '-', 'COUNT', 1)[1]
			  if last then
			    expired = redis.call('XTRIM', KEYS[1], 'MINID', id)
			    redis.call('SET', KEYS[2], last[1])
			  end
			end
			if ARGV[2] ~= '' then
			  local length = redis.call('XLEN', KEYS[1])
			  beyond = math.min(length - ARGV[2], tonumber(ARGV[3]))
			  if beyond > 0 then
			    local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', beyond)
			    redis.call('XTRIM', KEYS[1], 'MAXLEN', length - beyond)
			    redis.call('SET', KEYS[2], oldest[#oldest][1])
			  end
			end
			return { expired, beyond }
			""");

	private final TopicRegistry topics;

	private final @Nullable Duration age;

	private final @Nullable Long length;

	private final SupervisedThread thread;

	/**
	 * Start to delete records periodically.
	 * @param log log of the topics
	 * @param age retention of topics without one of their own; {@code null} for no limit
	 * @param length maximum number of records of each partition, of topics without one of
	 * their own; {@code null} for no limit
	 * @param interval interval of the deletions
	 * @param threads threads of the application
	 */
	public StreamRetention(RedisStreamsLog log, @Nullable Duration age, @Nullable Long length, Duration interval,
			Threads threads) {
		this.topics = log.topics();
		this.age = age;
		this.length = length;
		Duration first = Duration.ofMillis(ThreadLocalRandom.current().nextLong(interval.toMillis() + 1));
		this.thread = threads.every("dual-stream-redis-retention", first, interval, this::trim);
	}

	private void trim() {
		for (String topic : this.topics.known()) {
			TopicLayout layout = this.topics.find(topic);
			if (layout != null) {
				Duration retention = (layout.retention() != null) ? layout.retention() : this.age;
				Long maxLength = (layout.maxLength() != null) ? layout.maxLength() : this.length;
				this.topics.partitionsOf(topic)
					.forEach((partition) -> trim(this.topics.connection(), partition, retention, maxLength));
			}
		}
	}

	static void trim(StreamConnection connection, LogPartition partition, @Nullable Duration retention,
			@Nullable Long maxLength) {
		boolean limited = retention != null && retention.compareTo(TopicSettings.FOREVER) < 0;
		Object millis = (limited && retention != null) ? retention.toMillis() : "";
		Object number = (maxLength != null) ? maxLength : "";
		if (millis.equals("") && number.equals("")) {
			return;
		}
		long beyond = STEP;
		while (beyond >= STEP) {
			List<Object> deleted = connection
				.ask("Old records of " + partition + " could not be deleted", (redis) -> TRIM.run(redis,
						new byte[][] { StreamKeys.bytes(StreamKeys.stream(partition)), StreamKeys.deleted(partition) },
						millis, number, STEP));
			beyond = (Long) deleted.get(1);
			logger.debug("Retention deleted records of {}: {} by age, {} by number", partition, deleted.get(0), beyond);
		}
	}

	@Override
	public void close() {
		this.thread.close();
	}

}
