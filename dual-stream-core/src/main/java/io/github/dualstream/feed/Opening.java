package io.github.dualstream.feed;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * A feed that is to begin, or to begin anew.
 *
 * @param feed the feed
 * @param reset why the client is told to begin anew, if it is
 * @param done completed when it has begun
 */
record Opening(Feed feed, @Nullable ResetReason reset, CompletableFuture<Void> done) {

	static Opening first(Feed feed) {
		return new Opening(feed, feed.request().reset(), new CompletableFuture<>());
	}

	static Opening anew(Feed feed, ResetReason reason) {
		return new Opening(feed, reason, new CompletableFuture<>());
	}

	/** What to go on behind. */
	@Nullable Cursor cursor() {
		return (this.reset == null) ? this.feed.request().after() : null;
	}

}
