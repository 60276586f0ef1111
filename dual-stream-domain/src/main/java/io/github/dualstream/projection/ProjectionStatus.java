package io.github.dualstream.projection;

import org.jspecify.annotations.Nullable;

/**
 * Status of a projection.
 *
 * @param name name of the projection
 * @param version version of the handlers of this instance
 * @param paused whether no events are handled
 * @param active generation that readers see; {@code null} before the first one is built,
 * or while it is known to other instances only
 * @param building generation that is built beside it; {@code null} if there is none
 */
public record ProjectionStatus(String name, int version, boolean paused, @Nullable GenerationStatus active,
		@Nullable GenerationStatus building) {

	/**
	 * Whether events wait for a failure that is retried.
	 * @return whether it is stuck
	 */
	public boolean isStuck() {
		return isStuck(this.active) || isStuck(this.building);
	}

	private static boolean isStuck(@Nullable GenerationStatus generation) {
		return generation != null && !generation.failures().isEmpty();
	}

}
