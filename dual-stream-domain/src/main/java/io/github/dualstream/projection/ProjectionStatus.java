package io.github.dualstream.projection;

import org.jspecify.annotations.Nullable;

/**
 * Status of a projection.
 *
 * @param name name of the projection
 * @param version version of the handlers of this instance
 * @param viewVersion version of the handlers that built the view that readers see; 0
 * before the first one is built
 * @param paused whether no events are handled
 * @param unattended whether the view falls behind, since its version differs from that of
 * the handlers of this instance, and no other instance handles its events
 * @param silent whether this instance has seen nothing of the progress for 30 seconds, as
 * the database, the log or a handler does not answer
 * @param active generation that readers see; {@code null} before the first one is built,
 * or while it is known to other instances only
 * @param building generation that is built beside it; {@code null} if there is none
 */
public record ProjectionStatus(String name, int version, int viewVersion, boolean paused, boolean unattended,
		boolean silent, @Nullable GenerationStatus active, @Nullable GenerationStatus building) {

	/**
	 * Whether events wait behind a failure.
	 * @return whether it is stuck
	 */
	public boolean isStuck() {
		return isStuck(this.active) || isStuck(this.building);
	}

	private static boolean isStuck(@Nullable GenerationStatus generation) {
		return generation != null && !generation.failures().isEmpty();
	}

}
