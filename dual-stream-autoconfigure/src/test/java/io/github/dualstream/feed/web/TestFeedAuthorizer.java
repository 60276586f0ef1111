package io.github.dualstream.feed.web;

import java.security.Principal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Lets everybody read everything, but sources of type {@code secret}, and lets those of
 * type {@code temporary} be read once.
 */
final class TestFeedAuthorizer implements FeedAuthorizer {

	private final AtomicInteger asked = new AtomicInteger();

	@Override
	public boolean mayRead(@Nullable Principal principal, Source source) {
		return switch (source.type()) {
			case "secret" -> false;
			case "temporary" -> this.asked.getAndIncrement() == 0;
			default -> true;
		};
	}

	@Override
	public @Nullable Instant expiresAt(@Nullable Principal principal, Source source) {
		return source.type().equals("temporary") ? Instant.now() : null;
	}

}
