package io.github.dualstream.feed.web;

import java.security.Principal;
import java.util.function.Supplier;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Client of a query, a stream or a socket, as of its beginning. Thread-safe.
 */
final class FeedReader {

	private final @Nullable Principal principal;

	private final String address;

	private final @Nullable Object captured;

	private final SearchBudget budget;

	private boolean revoked;

	private @Nullable Runnable onRevocation;

	/**
	 * Create a reader.
	 * @param principal principal of the client; {@code null} for an unauthenticated
	 * client
	 * @param address network address that identifies an unauthenticated client
	 * @param captured data that the authorizer captured from the request
	 * @param budget limit of the records that the log is searched for the client
	 */
	FeedReader(@Nullable Principal principal, String address, @Nullable Object captured, SearchBudget budget) {
		this.principal = principal;
		this.address = address;
		this.captured = captured;
		this.budget = budget;
	}

	/** Name of the principal. */
	@Nullable String name() {
		return (this.principal != null) ? this.principal.getName() : null;
	}

	String address() {
		return this.address;
	}

	/**
	 * Require that the log may be searched for the client.
	 * @throws SearchBudgetExceededException if the client has used up its budget
	 */
	void requireSearch() {
		this.budget.require(client());
	}

	/**
	 * Search the log for the client.
	 * @throws SearchBudgetExceededException if the client has used up its budget
	 */
	<T> T search(Supplier<T> search) {
		return this.budget.search(client(), search);
	}

	/** Count records that the log was searched for the client. */
	void searched(long records) {
		this.budget.spend(client(), records);
	}

	private String client() {
		return (this.principal != null) ? "principal " + this.principal.getName() : "address " + this.address;
	}

	ReadRequest request(Source source, ReadKind kind) {
		return new ReadRequest(this.principal, source, kind, this.captured);
	}

	synchronized boolean isRevoked() {
		return this.revoked;
	}

	/**
	 * Register a callback for when the reader is revoked, which may be now.
	 */
	void whenRevoked(Runnable call) {
		synchronized (this) {
			if (!this.revoked) {
				this.onRevocation = call;
				return;
			}
		}
		call.run();
	}

	/** Deny all further permissions of the reader. */
	synchronized void forbid() {
		this.revoked = true;
	}

	/** Deny all further permissions of the reader, and end its connection. */
	void revoke() {
		Runnable call;
		synchronized (this) {
			this.revoked = true;
			call = this.onRevocation;
			this.onRevocation = null;
		}
		if (call != null) {
			call.run();
		}
	}

}
