package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.ProcessedEvents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Store of processed events as keys of Redis that expire. A key is written after the
 * processing: a crash in between processes an event again, whereas a key written before
 * would lose it. While Redis is unavailable, events are processed without a check.
 */
public final class RedisProcessedEvents implements ProcessedEvents {

	private static final Logger logger = LoggerFactory.getLogger(RedisProcessedEvents.class);

	private static final String DONE = "1";

	private final StringRedisTemplate redis;

	private final String prefix;

	private final Duration retention;

	private final AtomicBoolean away = new AtomicBoolean();

	/**
	 * Create the store.
	 * @param redis template of the application
	 * @param prefix prefix of the keys
	 * @param retention retention of the keys
	 */
	public RedisProcessedEvents(StringRedisTemplate redis, String prefix, Duration retention) {
		this.redis = redis;
		this.prefix = prefix;
		this.retention = retention;
	}

	@Override
	public void process(String group, Collection<String> eventIds, Processing processing) throws Exception {
		Set<String> unprocessed = unprocessed(group, new ArrayList<>(eventIds));
		if (!unprocessed.isEmpty()) {
			processing.process(Collections.unmodifiableSet(unprocessed));
			remember(group, unprocessed);
		}
	}

	private Set<String> unprocessed(String group, List<String> eventIds) {
		Set<String> unprocessed = new LinkedHashSet<>(eventIds);
		try {
			List<@Nullable String> known = this.redis.opsForValue()
				.multiGet(eventIds.stream().map((id) -> key(group, id)).toList());
			for (int i = 0; known != null && i < known.size(); i++) {
				if (known.get(i) != null) {
					unprocessed.remove(eventIds.get(i));
				}
			}
			answered();
		}
		catch (DataAccessException ex) {
			failed(ex);
		}
		return unprocessed;
	}

	private void remember(String group, Collection<String> eventIds) {
		try {
			for (String id : eventIds) {
				this.redis.opsForValue().setIfAbsent(key(group, id), DONE, this.retention);
			}
		}
		catch (DataAccessException ex) {
			failed(ex);
		}
	}

	private String key(String group, String id) {
		return this.prefix + ":processed:" + group + ":" + id;
	}

	private void answered() {
		if (this.away.compareAndSet(true, false)) {
			logger.info("The store of processed events in Redis is available again");
		}
	}

	private void failed(DataAccessException failure) {
		if (this.away.compareAndSet(false, true)) {
			logger.warn("The store of processed events in Redis is unavailable; until it is available, duplicates are "
					+ "processed again: {}", PrintableText.ofInnermostCause(failure));
		}
	}

}
