package io.github.dualstream.feed.web;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Lets everybody read everything, but sources of type {@code secret}, and lets those of
 * type {@code temporary} be read once. For those of type {@code broken} it throws an
 * {@code Error} when it is asked again. For those of type {@code failing} and
 * {@code faulty} it cannot say until when.
 */
final class TestFeedAuthorizer implements FeedAuthorizer {

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger brokenAsked = new AtomicInteger();

	@Override
	public boolean mayRead(ReadRequest request) {
		return switch (request.source().type()) {
			case "secret" -> false;
			case "temporary" -> this.asked.getAndIncrement() == 0;
			case "broken" -> {
				if (this.brokenAsked.getAndIncrement() > 0) {
					throw new StackOverflowError("test");
				}
				yield true;
			}
			default -> true;
		};
	}

	@Override
	public @Nullable Instant expiresAt(ReadRequest request) {
		return switch (request.source().type()) {
			case "temporary", "broken" -> Instant.now();
			case "failing" -> throw new IllegalStateException("the authorizer fails");
			case "faulty" -> throw new AssertionError("the authorizer is faulty");
			default -> null;
		};
	}

}
