package io.github.dualstream.consumer;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Event;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.StartPosition;
import org.jspecify.annotations.Nullable;

/**
 * Immutable configuration of a consumer, independent of further calls on its builder.
 * Without a log of dead-letter records, records that cannot be handled are skipped.
 */
record ConsumerDefinition(ConsumerGroups groups, String group, Set<String> listenerIds, Set<String> topics,
		StartPosition start, ConsumerSettings settings, Ordering ordering, BatchHandler handler,
		Predicate<Event> filter, Function<Event, HandlerSettings> handlers, List<FailureDecider> deciders,
		@Nullable DeadLetterLog deadLetters, @Nullable DeadLetterJournal journal, AfterDeadLetter afterDeadLetter,
		ThreadFactory handlerThreads, ConsumerListener listener, Threads threads, boolean autoStartup) {

	ConsumerDefinition {
		topics = Collections.unmodifiableSet(new LinkedHashSet<>(topics));
	}

}
