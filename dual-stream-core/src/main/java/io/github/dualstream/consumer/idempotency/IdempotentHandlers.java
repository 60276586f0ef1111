package io.github.dualstream.consumer.idempotency;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.consumer.BatchHandler;
import io.github.dualstream.consumer.HandlerDecorator;
import io.github.dualstream.transport.ProcessedEvents;
import io.github.dualstream.transport.StoredEvent;

/**
 * Decorator that passes only those events to a handler that its group has not processed
 * before, by their ids.
 */
public final class IdempotentHandlers implements HandlerDecorator {

	private final ProcessedEvents processed;

	/**
	 * Create the decorator.
	 * @param processed store of processed events
	 */
	public IdempotentHandlers(ProcessedEvents processed) {
		this.processed = processed;
	}

	@Override
	public BatchHandler decorate(String group, BatchHandler handler) {
		return (events) -> handle(group, events, handler);
	}

	/** What one instance has processed is new to the others. */
	@Override
	public boolean appliesToBroadcasts() {
		return false;
	}

	private void handle(String group, List<StoredEvent> events, BatchHandler handler) throws Exception {
		List<String> ids = events.stream().map((event) -> event.event().id()).distinct().toList();
		this.processed.process(group, ids, (unprocessed) -> {
			// the first of each id: a publish that was repeated may be twice in a batch
			Set<String> left = new HashSet<>(unprocessed);
			handler.handle(events.stream().filter((event) -> left.remove(event.event().id())).toList());
		});
	}

}
