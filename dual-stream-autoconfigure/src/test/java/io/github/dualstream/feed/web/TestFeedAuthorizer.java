package io.github.dualstream.feed.web;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Lets everybody read everything, but sources of type {@code secret}, and lets those of
 * type {@code temporary} be read once.
 */
final class TestFeedAuthorizer implements FeedAuthorizer {

	private final AtomicInteger asked = new AtomicInteger();

	@Override
	public boolean mayRead(ReadRequest request) {
		return switch (request.source().type()) {
			case "secret" -> false;
			case "temporary" -> this.asked.getAndIncrement() == 0;
			default -> true;
		};
	}

	@Override
	public @Nullable Instant expiresAt(ReadRequest request) {
		return request.source().type().equals("temporary") ? Instant.now() : null;
	}

}
