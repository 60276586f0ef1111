package io.github.dualstream.publisher;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Last positions of recently published sources. Bounded: the next notification of an
 * evicted source has no {@code prev}. Thread-safe; hardly ever contended, as the log
 * acknowledges on one thread.
 */
final class PreviousPositions {

	private static final int MAX_SOURCES = 100_000;

	private final Map<Source, Position> last = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Source, Position> eldest) {
			return size() > MAX_SOURCES;
		}

	};

	synchronized @Nullable Position replace(Source source, Position position) {
		return this.last.put(source, position);
	}

}
