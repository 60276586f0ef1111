package io.github.dualstream.transport;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Compression of a topic.
 *
 * @param type compression method
 * @param level level in the method's own scale; {@code null} for the method's default
 */
public record Compression(Type type, @Nullable Integer level) {

	public Compression {
		if (level != null && (level < type.minLevel || level > type.maxLevel)) {
			throw new IllegalArgumentException((type.minLevel > type.maxLevel)
					? "%s has no levels".formatted(type.name().toLowerCase(Locale.ROOT)) : "%s has the levels %d to %d"
						.formatted(type.name().toLowerCase(Locale.ROOT), type.minLevel, type.maxLevel));
		}
	}

	/**
	 * Whether an existing compression meets this one, so that the topic need not be
	 * changed.
	 * @param existing existing compression
	 * @return {@code true} if the method is the same, and the level, if specified
	 */
	public boolean isMetBy(Compression existing) {
		return this.type == existing.type && (this.level == null || this.level.equals(existing.level));
	}

	@Override
	public String toString() {
		return this.type.name().toLowerCase(Locale.ROOT) + ((this.level != null) ? " level " + this.level : "");
	}

	/**
	 * Compression method.
	 */
	public enum Type {

		/** As the producer sent them. */
		PRODUCER(1, 0),

		/** Not compressed. */
		NONE(1, 0),

		/** Fast, compresses little. */
		SNAPPY(1, 0),

		/** Fast. */
		LZ4(1, 17),

		/** Slow, compresses well. */
		GZIP(1, 9),

		/** Compresses as well as gzip at less cost. */
		ZSTD(-131072, 22);

		private final int minLevel;

		private final int maxLevel;

		Type(int minLevel, int maxLevel) {
			this.minLevel = minLevel;
			this.maxLevel = maxLevel;
		}

	}

}
