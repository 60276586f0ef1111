package io.github.dualstream.feed.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A client that remembers the lines of a stream.
 */
final class SseClient implements Flow.Subscriber<String>, AutoCloseable {

	private final Queue<String> lines = new ConcurrentLinkedQueue<>();

	private final AtomicInteger events = new AtomicInteger();

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private final AtomicReference<Flow.@Nullable Subscription> subscription = new AtomicReference<>();

	private final CompletableFuture<HttpResponse<Void>> response;

	SseClient(HttpClient client, URI uri, String... lastEventIds) {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept", "text/event-stream");
		for (String id : lastEventIds) {
			request.header("Last-Event-ID", id);
		}
		this.response = client.sendAsync(request.build(),
				(info) -> HttpResponse.BodySubscribers.fromLineSubscriber(this));
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription.set(subscription);
		subscription.request(Long.MAX_VALUE);
	}

	@Override
	public void onNext(String line) {
		this.lines.add(line);
		if (isEvent(line)) {
			this.events.incrementAndGet();
		}
	}

	@Override
	public void onError(Throwable ex) {
		this.end.completeExceptionally(ex);
	}

	@Override
	public void onComplete() {
		this.end.complete(null);
	}

	List<String> lines() {
		return List.copyOf(this.lines);
	}

	/**
	 * The {@code data} of the events so far.
	 */
	List<String> data() {
		return this.lines.stream().filter(SseClient::isEvent).map((line) -> line.substring("data:".length())).toList();
	}

	/** Not of a reset, or of the sign that the stream is live. */
	private static boolean isEvent(String line) {
		return line.startsWith("data:{\"id\":");
	}

	/**
	 * What a browser would send when it comes back.
	 */
	String lastId() {
		return this.lines.stream()
			.filter((line) -> line.startsWith("id:"))
			.reduce("", (first, second) -> second)
			.substring("id:".length());
	}

	int events() {
		return this.events.get();
	}

	CompletableFuture<Void> end() {
		return this.end;
	}

	boolean isConnected() {
		return this.subscription.get() != null;
	}

	/**
	 * Leave, as a browser does when its page is closed.
	 */
	@Override
	public void close() {
		Flow.Subscription current = this.subscription.get();
		if (current != null) {
			current.cancel();
		}
		this.response.cancel(true);
	}

}
