package io.github.dualstream.outbox;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.dualstream.DualStreamException;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.PublishResult;
import io.github.dualstream.transport.EncodedEvent;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.TopicRouting;

/**
 * Publisher that makes events part of the caller's transaction.
 */
public final class OutboxPublisher implements DualStreamPublisher {

	private final DualStreamPublisher direct;

	private final Function<Event, EncodedEvent> encoder;

	private final TopicRouting routing;

	private final EventLog log;

	private final OutboxStore store;

	private final OutsideTransaction outside;

	private final CommitNotifier notifier;

	/**
	 * Create a publisher.
	 * @param direct where events outside of a transaction go
	 * @param encoder writes the data of events
	 * @param routing chooses their topics
	 * @param log tells which events it would refuse
	 * @param store keeps the events
	 * @param outside what becomes of events outside of a transaction
	 * @param notifier told of each transaction that committed and has an event
	 */
	public OutboxPublisher(DualStreamPublisher direct, Function<Event, EncodedEvent> encoder, TopicRouting routing,
			EventLog log, OutboxStore store, OutsideTransaction outside, CommitNotifier notifier) {
		this.direct = direct;
		this.encoder = encoder;
		this.routing = routing;
		this.log = log;
		this.store = store;
		this.outside = outside;
		this.notifier = notifier;
	}

	@Override
	public CompletableFuture<PublishResult> publishAsync(Event event) {
		if (!this.store.isTransactionActive()) {
			return publishOutside(event);
		}
		try {
			return CompletableFuture.completedFuture(store(event));
		}
		catch (DualStreamException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private CompletableFuture<PublishResult> publishOutside(Event event) {
		return switch (this.outside) {
			case PUBLISH -> this.direct.publishAsync(event);
			case REJECT -> CompletableFuture.failedFuture(new PublishFailedException(
					"There is no transaction of the outbox's database, so that nothing was stored or sent. Publish within"
							+ " @Transactional, or set dual-stream.outbox.outside-transaction=publish.",
					null));
		};
	}

	private PublishResult store(Event event) {
		EncodedEvent encoded = this.encoder.apply(event);
		this.log.check(this.routing.topicOf(event.sourceType()), encoded);
		TransactionEvents.current(this.store, this.notifier).add(encoded);
		return PublishResult.stored(event.id());
	}

}
