package io.github.dualstream.consumer;

import java.util.List;

import io.github.dualstream.transport.StoredEvent;

/**
 * One call of the handler.
 */
final class Attempt {

	private final List<Claim> claims;

	private final List<StoredEvent> events;

	private final long startedAt = System.nanoTime();

	/**
	 * Create an attempt that starts now.
	 * @param claims the claims whose tasks are attempted
	 * @param events their events, in the same order
	 */
	Attempt(List<Claim> claims, List<StoredEvent> events) {
		this.claims = claims;
		this.events = events;
	}

	List<Claim> claims() {
		return this.claims;
	}

	List<StoredEvent> events() {
		return this.events;
	}

	/** Start of the attempt, by {@link System#nanoTime()}. */
	long startedAt() {
		return this.startedAt;
	}

	/** Whether it covers more than one record, handled or not. */
	boolean isBatch() {
		return this.claims.size() > 1 || this.claims.get(0).tasks().size() > 1;
	}

	Task task() {
		return this.claims.get(0).first();
	}

}
