package io.github.dualstream.publisher;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last position of the sources that were published lately. Bounded: of a
 * source that was forgotten, the next notification has no {@code prev}.
 */
final class PreviousPositions {

	private static final int MAX_SOURCES = 100_000;

	private final Cache<String, Position> last = Caffeine.newBuilder()
		.maximumSize(MAX_SOURCES)
		.executor(Runnable::run)
		.build();

	@Nullable Position replace(Event event, Position position) {
		return this.last.asMap().put(event.sourceType() + ":" + event.sourceId(), position);
	}

}
