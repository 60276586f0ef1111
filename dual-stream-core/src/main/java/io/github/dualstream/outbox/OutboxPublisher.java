package io.github.dualstream.outbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.Source;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventAppender;
import org.jspecify.annotations.Nullable;

/**
 * Publisher that stores events as part of the caller's transaction, except for events
 * that bypass the outbox.
 */
public final class OutboxPublisher implements DualStreamPublisher {

	private final DualStreamPublisher direct;

	private final EventAppender appender;

	private final OutboxStore store;

	private final OutsideTransaction outside;

	private final OutboxBypass bypass;

	private final CommitNotifier notifier;

	/**
	 * Create a publisher.
	 * @param direct publisher for events outside of a transaction, and for those that
	 * bypass the outbox
	 * @param appender appender of the events, which knows those that it would reject
	 * @param store store of the events
	 * @param outside handling of events outside of a transaction
	 * @param bypass decides which events bypass the outbox
	 * @param notifier notifier of each committed transaction with an event
	 */
	public OutboxPublisher(DualStreamPublisher direct, EventAppender appender, OutboxStore store,
			OutsideTransaction outside, OutboxBypass bypass, CommitNotifier notifier) {
		this.direct = direct;
		this.appender = appender;
		this.store = store;
		this.outside = outside;
		this.bypass = bypass;
		this.notifier = notifier;
	}

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		return publishAllAsync(Collections.singletonList(event)).get(0);
	}

	@Override
	public List<CompletableFuture<PublishResult>> publishAllAsync(List<Event> events) {
		try {
			List<Boolean> bypassing = events.stream().map(this::bypasses).toList();
			return bypassing.contains(true) ? publishEach(events, bypassing) : publishThroughOutbox(events);
		}
		catch (DualStreamException ex) {
			return failed(events, ex);
		}
	}

	private boolean bypasses(@Nullable Event event) {
		try {
			return event != null && this.bypass.bypasses(event);
		}
		catch (RuntimeException ex) {
			throw new PublishFailedException("Nothing was stored or sent: an OutboxBypass failed for event '"
					+ event.id() + "': " + ex.getMessage(), ex);
		}
	}

	private List<CompletableFuture<PublishResult>> publishEach(List<Event> events, List<Boolean> bypassing) {
		List<Event> direct = new ArrayList<>();
		List<Event> others = new ArrayList<>();
		for (int i = 0; i < events.size(); i++) {
			(bypassing.get(i) ? direct : others).add(events.get(i));
		}
		Iterator<CompletableFuture<PublishResult>> sent = this.direct.publishAllAsync(direct).iterator();
		Iterator<CompletableFuture<PublishResult>> stored = publishThroughOutbox(others).iterator();
		return bypassing.stream().map((bypasses) -> (bypasses ? sent : stored).next()).toList();
	}

	private List<CompletableFuture<PublishResult>> publishThroughOutbox(List<Event> events) {
		try {
			return this.store.isTransactionActive() ? store(events, (encoded) -> this.store.add(encoded, this.notifier))
					: publishOutside(events);
		}
		catch (DualStreamException ex) {
			return failed(events, ex);
		}
	}

	private static List<CompletableFuture<PublishResult>> failed(List<Event> events, DualStreamException failure) {
		return events.stream().map((event) -> CompletableFuture.<PublishResult>failedFuture(failure)).toList();
	}

	private List<CompletableFuture<PublishResult>> publishOutside(List<Event> events) {
		return switch (this.outside) {
			case PUBLISH -> publishBehindWaiting(events);
			case STORE -> store(events, this::storeSeparately);
			case REJECT -> throw new PublishFailedException(
					"No transaction of the outbox's database is active, so nothing was stored or sent. Publish within"
							+ " @Transactional, or set dual-stream.outbox.outside-transaction=publish.",
					null);
		};
	}

	/**
	 * Publish directly, but behind waiting events of the same source. A row is removed
	 * when the log has acknowledged its event, so an event of a source without rows
	 * follows all that were stored before the call.
	 */
	private List<CompletableFuture<PublishResult>> publishBehindWaiting(List<Event> events) {
		Set<Source> waiting = waitingSources(events);
		List<Event> behind = waiting.isEmpty() ? List.of()
				: events.stream().filter((event) -> event != null && waiting.contains(event.source())).toList();
		Iterator<CompletableFuture<PublishResult>> stored = store(behind, this::storeSeparately).iterator();
		return events.stream()
			.map((event) -> (event != null && waiting.contains(event.source())) ? stored.next()
					: this.direct.publishAsync(event))
			.toList();
	}

	private Set<Source> waitingSources(List<Event> events) {
		try {
			return this.store
				.waiting(events.stream().filter(Objects::nonNull).map(Event::source).collect(Collectors.toSet()));
		}
		catch (RuntimeException ex) {
			throw new PublishFailedException("Nothing was sent: the outbox may hold earlier events of the same source,"
					+ " and its database could not be queried. " + ex.getMessage(), ex);
		}
	}

	private void storeSeparately(List<EncodedEvent> events) {
		this.notifier.committed(this.store.addSeparately(events));
	}

	/**
	 * Store the events that are valid in one operation.
	 */
	private List<CompletableFuture<PublishResult>> store(List<Event> events, Consumer<List<EncodedEvent>> writer) {
		List<EncodedEvent> encoded = new ArrayList<>(events.size());
		List<CompletableFuture<PublishResult>> results = new ArrayList<>(events.size());
		for (Event event : events) {
			CompletableFuture<PublishResult> result = new CompletableFuture<>();
			try {
				encoded.add(encode(event));
			}
			catch (DualStreamException ex) {
				result.completeExceptionally(ex);
			}
			results.add(result);
		}
		DualStreamException failure = write(encoded, writer);
		for (int i = 0; i < events.size(); i++) {
			// has no effect on what was refused
			if (failure != null) {
				results.get(i).completeExceptionally(failure);
			}
			else {
				String id = (events.get(i) != null) ? events.get(i).id() : "";
				results.get(i).complete(PublishResult.stored(id));
			}
		}
		return results;
	}

	private EncodedEvent encode(Event event) {
		EncodedEvent encoded = this.appender.encode(event);
		this.appender.check(encoded);
		return encoded;
	}

	private static @Nullable DualStreamException write(List<EncodedEvent> events, Consumer<List<EncodedEvent>> writer) {
		try {
			if (!events.isEmpty()) {
				writer.accept(events);
			}
			return null;
		}
		catch (DualStreamException ex) {
			return ex;
		}
	}

}
