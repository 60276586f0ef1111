package io.github.dualstream.benchmarks.engines;

import java.util.function.Consumer;

import io.github.dualstream.benchmarks.workload.Topic;
import io.github.dualstream.transport.EventLog;
import org.jspecify.annotations.Nullable;

/**
 * {@code EventLog.append} of records made beforehand.
 *
 * @param log the log
 * @param records what is appended
 */
record LogAppend(EventLog log, OrderRecords records) implements Appender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the consumer gets the answer
	public void append(int number, Consumer<@Nullable Throwable> answered) {
		this.log.append(this.records.of(Topic.NAME, number))
			.whenComplete((position, failure) -> answered.accept(failure));
	}

}
