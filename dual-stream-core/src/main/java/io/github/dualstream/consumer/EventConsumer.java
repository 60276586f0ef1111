package io.github.dualstream.consumer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Causation;
import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.consumer.deadletter.DeadLetterJournal;
import io.github.dualstream.consumer.deadletter.DeadLetterLog;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.Assert;

/**
 * Member of a consumer group that handles events: in order per key, concurrently across
 * keys, also within a partition. Runs from {@link #start()} to {@link #stop()}, and may
 * be started again. Thread-safe.
 * <p>
 * Every event is handled at least once. It is handled again after a failure, after a
 * crash, and when its partition is revoked before its offset was committed. The committed
 * offset of a partition is its lowest unfinished offset.
 */
public final class EventConsumer implements SmartLifecycle {

	/** Phase that starts after, and stops before, the beans that handlers may need. */
	static final int PHASE = Integer.MAX_VALUE - 100;

	private final ConsumerDefinition definition;

	private boolean paused;

	private @Nullable ConsumerRun run;

	private EventConsumer(ConsumerDefinition definition) {
		this.definition = definition;
	}

	/**
	 * Consumer group of this member.
	 * @return name of the group
	 */
	public String group() {
		return this.definition.group();
	}

	/**
	 * Ids of the listener methods that it calls.
	 * @return the ids; empty if none has one
	 */
	public Set<String> listenerIds() {
		return this.definition.listenerIds();
	}

	/**
	 * Topics that it reads.
	 * @return names of the topics
	 */
	public Set<String> topics() {
		return this.definition.topics();
	}

	/**
	 * Start position of its group.
	 * @return the configured position
	 */
	public StartPosition startPosition() {
		return this.definition.start();
	}

	/**
	 * Read the progress of its group.
	 * @return a future with the progress in every partition of its topics, as of
	 * {@link ConsumerGroups#progress}
	 */
	public CompletableFuture<List<GroupProgress>> progress() {
		return this.definition.groups().progress(group(), topics());
	}

	@Override
	public synchronized void start() {
		if (this.run == null) {
			this.run = new ConsumerRun(this.definition);
			this.run.pause(this.paused);
			this.run.start();
		}
	}

	/**
	 * Stop: start only records below those that have started, wait for the handlers up to
	 * the drain timeout, commit, and leave the group.
	 */
	@Override
	public void stop() {
		ConsumerRun ending = end();
		if (ending != null) {
			ending.ended().join();
		}
	}

	@Override
	public void stop(Runnable callback) {
		ConsumerRun ending = end();
		if (ending == null) {
			callback.run();
		}
		else {
			CompletableFuture<Void> unused = ending.ended().thenRun(callback);
		}
	}

	private synchronized @Nullable ConsumerRun end() {
		ConsumerRun ending = this.run;
		this.run = null;
		if (ending != null) {
			ending.end();
		}
		return ending;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.run != null;
	}

	@Override
	public boolean isAutoStartup() {
		return this.definition.autoStartup();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Read nothing more until {@link #resume()}. The consumer stays a member of its group
	 * and keeps its partitions; records in flight are still handled.
	 */
	public synchronized void pause() {
		pause(true);
	}

	/**
	 * Resume reading after {@link #pause()}.
	 */
	public synchronized void resume() {
		pause(false);
	}

	private void pause(boolean paused) {
		this.paused = paused;
		if (this.run != null) {
			this.run.pause(paused);
		}
	}

	/**
	 * Skip a record that cannot be read, such as one that does not fit into memory. Its
	 * partition then continues behind it, and its offset is committed as if it had been
	 * handled. Does not wait for it.
	 * @param record position of the record, one of {@link ConsumerStatus#unreadable()}
	 * @throws IllegalArgumentException if the consumer waits at no such record
	 */
	public synchronized void skip(Position record) {
		LogPartition partition = new LogPartition(record.topic(), record.partition());
		if (this.run == null || !this.run.skip(partition, record.offset())) {
			throw new IllegalArgumentException("Group '" + group() + "' has no unreadable record at " + record
					+ " in this instance, only at " + status().unreadable());
		}
	}

	/**
	 * Current status of the consumer.
	 * @return a snapshot
	 */
	public synchronized ConsumerStatus status() {
		ConsumerStatus.State state = (this.run == null) ? ConsumerStatus.State.STOPPED
				: this.paused ? ConsumerStatus.State.PAUSED : ConsumerStatus.State.RUNNING;
		return (this.run == null)
				? new ConsumerStatus(group(), topics(), state, 0, null, ConsumerStatus.Load.NONE, List.of())
				: new ConsumerStatus(group(), topics(), state, this.run.abandoned(), this.run.outage(), this.run.load(),
						this.run.partitions());
	}

	/**
	 * Builder for an {@link EventConsumer}. Topics and a handler are required. Changes
	 * after a consumer was created do not affect it. Not thread-safe.
	 */
	public static final class Builder {

		private final ConsumerGroups groups;

		private final String group;

		private final DeadLetterLog deadLetters;

		private final Set<String> topics = new LinkedHashSet<>();

		private Set<String> listenerIds = Set.of();

		private ConsumerSettings settings = ConsumerSettings.ofDefaults();

		private Ordering ordering = Ordering.SOURCE;

		private HandlerSettings handlerSettings = new HandlerSettings("the handler", RetryPolicy.ofDefaults(), null);

		private @Nullable Function<Event, HandlerSettings> handlers;

		private List<FailureDecider> deciders = List.of();

		private @Nullable LogReaders readers;

		private boolean broadcast;

		private StartPosition start = StartPosition.EARLIEST;

		private @Nullable DeadLetterJournal journal;

		private AfterDeadLetter afterDeadLetter = AfterDeadLetter.GO_ON;

		private ThreadFactory handlerThreads = Threads.numbered("dual-stream-handler-", false);

		private Threads threads = new Threads();

		private ConsumerListener listener = ConsumerListener.NONE;

		private List<HandlerDecorator> decorators = List.of();

		private Predicate<Event> filter = (event) -> true;

		private boolean autoStartup = true;

		private Consumer<EventConsumer> onBuilt = (consumer) -> {
		};

		/**
		 * Create a builder.
		 * @param groups the consumer groups to join
		 * @param group name of the group
		 * @param deadLetters the log of records that cannot be handled
		 */
		public Builder(ConsumerGroups groups, String group, DeadLetterLog deadLetters) {
			this.groups = groups;
			this.group = group;
			this.deadLetters = deadLetters;
		}

		/**
		 * Add topics to read.
		 * @param topics names of further topics
		 * @return this
		 */
		public Builder topics(Collection<String> topics) {
			this.topics.addAll(topics);
			return this;
		}

		/**
		 * Add a topic to read.
		 * @param topic name of a further topic
		 * @return this
		 */
		public Builder topic(String topic) {
			return topics(List.of(topic));
		}

		/**
		 * Set the limits of the consumer.
		 * @param settings concurrency, batch size, timeouts and limits of records in
		 * flight; default {@link ConsumerSettings#ofDefaults()}
		 * @return this
		 */
		public Builder settings(ConsumerSettings settings) {
			this.settings = settings;
			return this;
		}

		/**
		 * Set the concurrency.
		 * @param concurrency maximum number of concurrent calls of the handler
		 * @return this
		 */
		public Builder concurrency(int concurrency) {
			return settings(this.settings.withConcurrency(concurrency));
		}

		/**
		 * Set the order.
		 * @param ordering {@link Ordering#NONE} to handle events as soon as there is
		 * room; default {@link Ordering#SOURCE}
		 * @return this
		 */
		public Builder ordering(Ordering ordering) {
			this.ordering = ordering;
			return this;
		}

		/**
		 * Set the retry policy.
		 * @param retry maximum number of attempts and back-off; default
		 * {@link RetryPolicy#ofDefaults()}
		 * @return this
		 */
		public Builder retry(RetryPolicy retry) {
			this.handlerSettings = new HandlerSettings(this.handlerSettings.name(), retry,
					this.handlerSettings.rateLimit());
			return this;
		}

		/**
		 * Set the maximum rate of attempts.
		 * @param rateLimit the rate limit; {@code null} for none, which is the default
		 * @return this
		 */
		public Builder rateLimit(@Nullable RateLimit rateLimit) {
			this.handlerSettings = new HandlerSettings(this.handlerSettings.name(), this.handlerSettings.retry(),
					rateLimit);
			return this;
		}

		/**
		 * Settings of a handler that has none of its own.
		 * @return the retry policy and the rate limit of this builder
		 */
		public HandlerSettings handlerSettings() {
			return this.handlerSettings;
		}

		/**
		 * Set the settings of each event's handler, where one consumer calls several.
		 * @param handlers function called for events that the filter accepts; by default
		 * it returns {@link #handlerSettings()}
		 * @return this
		 */
		public Builder handlerSettings(Function<Event, HandlerSettings> handlers) {
			this.handlers = handlers;
			return this;
		}

		/**
		 * Set the deciders about failed attempts, which precede the retry policy.
		 * @param deciders the deciders, in order
		 * @return this
		 */
		public Builder failureDeciders(List<FailureDecider> deciders) {
			this.deciders = List.copyOf(deciders);
			return this;
		}

		/**
		 * Set the ids of the listener methods that the consumer calls.
		 * @param listenerIds the ids; default none
		 * @return this
		 */
		public Builder listenerIds(Set<String> listenerIds) {
			this.listenerIds = Set.copyOf(listenerIds);
			return this;
		}

		/**
		 * Set the readers of the log, which {@link #broadcast()} needs.
		 * @param readers the readers; {@code null} if there are none
		 * @return this
		 */
		public Builder readers(@Nullable LogReaders readers) {
			this.readers = readers;
			return this;
		}

		/**
		 * Handle every event in each instance of the application, from now on, for
		 * example to keep a cache. The consumer joins no group: the log keeps no offsets
		 * for it, and the name of its group serves for meters and log lines only. After a
		 * restart of the application, it begins with the next event. A record that cannot
		 * be handled is skipped after its last attempt, not sent to the dead-letter
		 * topic, where each instance would redrive it.
		 * @return this
		 */
		public Builder broadcast() {
			this.broadcast = true;
			return this;
		}

		/**
		 * Set the start position for partitions without a committed offset.
		 * @param start the position, default {@link StartPosition#EARLIEST}
		 * @return this
		 */
		public Builder start(StartPosition start) {
			this.start = start;
			return this;
		}

		/**
		 * Redrive dead-letter records on request.
		 * @param journal journal of the records that {@link DeadLetterLog} keeps;
		 * {@code null} for no redrive
		 * @return this
		 */
		public Builder redrive(@Nullable DeadLetterJournal journal) {
			this.journal = journal;
			return this;
		}

		/**
		 * Set the handling of a source after one of its events was sent to the
		 * dead-letter topic.
		 * @param mode the mode; {@link AfterDeadLetter#PARK} requires a journal
		 * @return this
		 */
		public Builder afterDeadLetter(AfterDeadLetter mode) {
			this.afterDeadLetter = mode;
			return this;
		}

		/**
		 * Call handlers on threads of this factory.
		 * @param threads factory of as many threads as the concurrency; they may be
		 * virtual
		 * @return this
		 */
		public Builder threads(ThreadFactory threads) {
			this.handlerThreads = threads;
			return this;
		}

		/**
		 * Include the consumer's own threads in the application's health.
		 * @param threads threads of the application
		 * @return this
		 */
		public Builder supervisedBy(Threads threads) {
			this.threads = threads;
			return this;
		}

		/**
		 * Set the listener for the outcomes of events.
		 * @param listener the listener; called by several threads, including those of
		 * Kafka's client
		 * @return this
		 */
		public Builder listener(ConsumerListener listener) {
			this.listener = listener;
			return this;
		}

		/**
		 * Wrap the handler.
		 * @param decorators the decorators, applied one after the other
		 * @return this
		 */
		public Builder decorators(List<HandlerDecorator> decorators) {
			this.decorators = List.copyOf(decorators);
			return this;
		}

		/**
		 * Set the filter of events. All others complete without the handler and its
		 * decorators.
		 * @param filter predicate called on several threads; by default it accepts every
		 * event
		 * @return this
		 */
		public Builder filter(Predicate<Event> filter) {
			this.filter = filter;
			return this;
		}

		/**
		 * Set whether the consumer starts with the application.
		 * @param autoStartup {@code false} for a consumer that waits for
		 * {@link EventConsumer#start()}; default {@code true}
		 * @return this
		 */
		public Builder autoStartup(boolean autoStartup) {
			this.autoStartup = autoStartup;
			return this;
		}

		Builder onBuilt(Consumer<EventConsumer> onBuilt) {
			this.onBuilt = onBuilt;
			return this;
		}

		/**
		 * Create a consumer that handles one event at a time. The event is the
		 * {@link Causation} of what its handler publishes.
		 * @param handler the handler
		 * @return a consumer, not started
		 */
		public EventConsumer handler(EventHandler handler) {
			return create(this.settings.oneByOne(), (events) -> {
				StoredEvent event = events.get(0);
				Causation.run(event.event(), () -> handler.handle(event));
			});
		}

		/**
		 * Create a consumer that handles several events at a time.
		 * @param handler the handler
		 * @return a consumer, not started
		 */
		public EventConsumer batchHandler(BatchHandler handler) {
			return create(this.settings, handler);
		}

		private EventConsumer create(ConsumerSettings settings, BatchHandler handler) {
			Assert.state(!this.topics.isEmpty(), () -> "Group '" + this.group + "' has no topics to read");
			EventConsumer consumer = new EventConsumer(this.broadcast ? broadcastDefinition(settings, handler)
					: definition(settings, handler, this.groups, this.deadLetters, this.journal, this.afterDeadLetter));
			this.onBuilt.accept(consumer);
			return consumer;
		}

		private ConsumerDefinition broadcastDefinition(ConsumerSettings settings, BatchHandler handler) {
			Assert.state(this.readers != null, () -> "Broadcast '" + this.group
					+ "' needs a LogReaders bean, which the log does not provide; use a group of each instance's own");
			return definition(settings, handler, new Broadcast(this.readers), null, null, AfterDeadLetter.GO_ON);
		}

		private ConsumerDefinition definition(ConsumerSettings settings, BatchHandler handler, ConsumerGroups groups,
				@Nullable DeadLetterLog deadLetters, @Nullable DeadLetterJournal journal, AfterDeadLetter mode) {
			if (mode == AfterDeadLetter.PARK) {
				Assert.state(journal != null, () -> "Group '" + this.group
						+ "' parks sources, which requires a journal to redrive their dead-letter records");
				Assert.state(this.ordering == Ordering.SOURCE,
						() -> "Group '" + this.group + "' parks sources, which have no order to keep with ordering "
								+ this.ordering + "; set its after-dead-letter to go-on, or its ordering to source");
			}
			HandlerSettings same = this.handlerSettings;
			return new ConsumerDefinition(groups, this.group, this.listenerIds, this.topics, this.start, settings,
					this.ordering, decorate(handler), this.filter,
					(this.handlers != null) ? this.handlers : (event) -> same, this.deciders, deadLetters, journal,
					mode, this.handlerThreads, this.listener, this.threads, this.autoStartup);
		}

		private BatchHandler decorate(BatchHandler handler) {
			BatchHandler decorated = handler;
			for (HandlerDecorator decorator : this.decorators) {
				if (!this.broadcast || decorator.appliesToBroadcasts()) {
					decorated = decorator.decorate(this.group, decorated);
				}
			}
			return decorated;
		}

	}

}
