package io.github.dualstream.feed;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Feed that is to begin, or to begin anew.
 *
 * @param feed the feed
 * @param reset reason for the reset of the client, if there is one
 * @param done future that completes when the feed has begun
 */
record Opening(Feed feed, @Nullable ResetReason reset, CompletableFuture<Void> done) {

	static Opening first(Feed feed) {
		return new Opening(feed, feed.request().reset(), new CompletableFuture<>());
	}

	static Opening anew(Feed feed, ResetReason reason) {
		return new Opening(feed, reason, new CompletableFuture<>());
	}

	/** Cursor to resume after. */
	@Nullable Cursor cursor() {
		return (this.reset == null) ? this.feed.request().after() : null;
	}

}
