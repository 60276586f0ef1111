package io.github.dualstream.benchmarks.redisfaults;

import java.util.concurrent.atomic.AtomicLong;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/**
 * Counts the lines that this process logs, those of stack traces too. Thread-safe.
 */
final class LoggedLines extends AppenderBase<ILoggingEvent> {

	private final PatternLayout layout = new PatternLayout();

	private final AtomicLong lines = new AtomicLong();

	static LoggedLines count() {
		Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
		LoggedLines counter = new LoggedLines();
		counter.setContext(root.getLoggerContext());
		counter.layout.setContext(root.getLoggerContext());
		counter.layout.setPattern("%msg%n%ex");
		counter.layout.start();
		counter.start();
		root.addAppender(counter);
		return counter;
	}

	@Override
	protected void append(ILoggingEvent event) {
		this.lines.addAndGet(this.layout.doLayout(event).lines().count());
	}

	long soFar() {
		return this.lines.get();
	}

}
