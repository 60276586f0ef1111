package io.github.dualstream.test.events;

import io.github.dualstream.transport.memory.AppendFault;
import io.github.dualstream.transport.memory.InMemoryBus;
import io.github.dualstream.transport.memory.InMemoryLog;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.util.Assert;

/**
 * Failures of an application's log and bus in memory, on demand. They concern all appends
 * of the application: of publishers, of the outbox, and of dead-letter records. A
 * parameter of a test method; the failures end with the test. Thread-safe.
 * <pre class="code">
 * &#64;Test
 * void anOrderWithAnUnknownOutcomeIsPublishedAgain(StreamFailures failures, PublishedEvents events) {
 *     failures.failNextAppends(AppendFault.REQUEST_LOST);
 *     this.orders.place("42");
 *     assertThat(events.ofSource("order", "42")).hasSize(1);
 * }
 * </pre>
 */
public final class StreamFailures {

	private final InMemoryLog log;

	private final @Nullable InMemoryBus bus;

	private StreamFailures(InMemoryLog log, @Nullable InMemoryBus bus) {
		this.log = log;
		this.bus = bus;
	}

	/**
	 * Create the failures of an application.
	 * @param context context of an application whose log is in memory
	 * @return the failures, none at first
	 */
	public static StreamFailures of(ApplicationContext context) {
		return new StreamFailures(context.getBean(InMemoryLog.class),
				context.getBeanProvider(InMemoryBus.class).getIfAvailable());
	}

	/**
	 * Make the next appends fail, each with one fault.
	 * @param faults the faults, in the order of the appends: the log refuses the event,
	 * it has no room, or its answer is unknown, with or without the event in the log
	 */
	public void failNextAppends(AppendFault... faults) {
		this.log.failNext(faults);
	}

	/**
	 * Make all appends fail until {@link #end()}, such as those to a log that is full.
	 * Groups receive events meanwhile.
	 * @param fault the fault
	 */
	public void failAllAppends(AppendFault fault) {
		this.log.failAll(fault);
	}

	/**
	 * Make the log unavailable until {@link #end()}: each append is refused, and no group
	 * receives events.
	 */
	public void stopLog() {
		this.log.setAvailable(false);
	}

	/**
	 * Make the bus unavailable until {@link #end()}: notifications are not delivered,
	 * which the publisher does not notice.
	 */
	public void stopBus() {
		Assert.state(this.bus != null, "The application has no bus in memory, as dual-stream.transport.bus says");
		this.bus.setAvailable(false);
	}

	/**
	 * End all failures, also those that no append has met yet.
	 */
	public void end() {
		this.log.recover();
		if (this.bus != null) {
			this.bus.setAvailable(true);
		}
	}

}
