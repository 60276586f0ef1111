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
 * Processed events as keys of Redis that expire. Written after the processing: a crash in
 * between processes an event again, whereas a key written before would lose it. While
 * Redis is away, events are processed without asking it.
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
	 * @param redis the application's Redis
	 * @param prefix what the names of the keys begin with
	 * @param retention how long to remember
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
			logger.info("Redis tells again which events were processed");
		}
	}

	private void failed(DataAccessException failure) {
		if (this.away.compareAndSet(false, true)) {
			logger.warn("Redis does not tell which events were processed; until it does, events that come again are "
					+ "processed again: {}", PrintableText.ofInnermostCause(failure));
		}
	}

}
