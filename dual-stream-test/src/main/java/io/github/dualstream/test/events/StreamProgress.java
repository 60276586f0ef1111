package io.github.dualstream.test.events;

import java.util.Collection;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.outbox.Outbox;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;

/**
 * Progress of an application with its events: of its consumer groups and its outbox.
 */
final class StreamProgress {

	private final InMemoryLog log;

	private final @Nullable EventConsumers consumers;

	private final @Nullable Outbox outbox;

	private StreamProgress(InMemoryLog log, @Nullable EventConsumers consumers, @Nullable Outbox outbox) {
		this.log = log;
		this.consumers = consumers;
		this.outbox = outbox;
	}

	static StreamProgress of(ApplicationContext context) {
		return new StreamProgress(context.getBean(InMemoryLog.class),
				context.getBeanProvider(EventConsumers.class).getIfAvailable(),
				context.getBeanProvider(Outbox.class).getIfAvailable());
	}

	/** Running consumers of a topic. */
	Collection<EventConsumer> readersOf(String topic) {
		return (this.consumers == null) ? List.of()
				: this.consumers.all()
					.stream()
					.filter((consumer) -> consumer.isRunning() && consumer.topics().contains(topic))
					.toList();
	}

	/** Whether a consumer has handled a record, skipped it, or given it up. */
	static boolean isFinished(EventConsumer consumer, Position position) {
		ConsumerStatus status = consumer.status();
		return status.partitions()
			.stream()
			.anyMatch((partition) -> partition.partition().topic().equals(position.topic())
					&& partition.partition().number() == position.partition() && partition.next() != null
					&& partition.next() > position.offset());
	}

	/**
	 * Whether nothing is left to do: all groups have finished all records, and the outbox
	 * is empty. In this order, as a handler may store an event while it handles another.
	 */
	boolean isSettled() {
		List<LogRecord> records = this.log.records();
		return records.stream().map(LogRecord::position).allMatch(this::isFinishedByAll)
				&& (this.outbox == null || this.outbox.counts().pending() == 0)
				&& this.log.records().size() == records.size();
	}

	private boolean isFinishedByAll(Position position) {
		return readersOf(position.topic()).stream().allMatch((consumer) -> isFinished(consumer, position));
	}

}
