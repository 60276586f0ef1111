package io.github.dualstream.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.github.dualstream.Position;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Projections of the application: waits until they include a position, shows their
 * progress, and rebuilds them. Thread-safe.
 */
public final class Projections implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(Projections.class);

	/** Interval between two looks at the progress of other instances. */
	private static final long LOOK_MILLIS = 50;

	private static final ProjectionState UNKNOWN = new ProjectionState(Role.NONE, 0, Role.NONE, 0, false);

	/** As long as a connection pool usually waits for a connection. */
	private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

	private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

	private final ProjectionStore inMemory = new InMemoryProjectionStore();

	private final @Nullable ProjectionStore store;

	private final LogReaders readers;

	private final int maxBatch;

	private final Threads threads;

	private final Duration maxSilence;

	private final Map<String, Running> projections = new LinkedHashMap<>();

	private final Object advanced = new Object();

	private volatile boolean running;

	/**
	 * Create an object without projections.
	 * @param store store of the projections with tables; {@code null} if there can be
	 * none
	 * @param readers readers of the log
	 * @param maxBatch maximum number of records in one transaction
	 * @param threads factory of the threads
	 */
	public Projections(@Nullable ProjectionStore store, LogReaders readers, int maxBatch, Threads threads) {
		this(store, readers, maxBatch, threads, MAX_SILENCE);
	}

	Projections(@Nullable ProjectionStore store, LogReaders readers, int maxBatch, Threads threads,
			Duration maxSilence) {
		this.maxSilence = maxSilence;
		this.store = store;
		this.readers = readers;
		this.maxBatch = maxBatch;
		this.threads = threads;
	}

	/**
	 * Register a projection, before the start.
	 * @param definition the projection
	 * @throws InvalidProjectionException if its name is taken, or its tables are missing
	 */
	public synchronized void register(ProjectionDefinition definition) {
		for (Running other : this.projections.values()) {
			// the rows of a generation are deleted by its number
			for (String table : definition.tables()) {
				if (other.definition.tables().contains(table)) {
					throw new InvalidProjectionException("Projections '" + definition.name() + "' and '"
							+ other.definition.name() + "' have the same table '" + table + "'",
							"Let each have tables of its own.");
				}
			}
		}
		if (this.projections.putIfAbsent(definition.name(), new Running(definition, storeOf(definition))) != null) {
			throw new InvalidProjectionException("There are two projections '" + definition.name() + "'",
					"Name one of them otherwise.");
		}
	}

	private ProjectionStore storeOf(ProjectionDefinition definition) {
		ProjectionStore found = definition.isInMemory() ? this.inMemory : this.store;
		if (found == null) {
			throw new InvalidProjectionException(
					"Projection '" + definition.name() + "' has tables, and there is no database for its progress",
					"Configure spring.datasource.* and add io.github.dualstream:dual-stream-jdbc, or let it be"
							+ " @Projection(inMemory = true).");
		}
		found.requireTables(definition.name(), definition.tables());
		return found;
	}

	/**
	 * Wait until the view includes an event. Then a read that begins afterwards sees it.
	 * Within a transaction that does not see the commits of others, it waits in vain.
	 * @param projection name of the projection
	 * @param position position of the event
	 * @param timeout maximum time to wait
	 * @return whether it includes the event
	 * @throws IllegalArgumentException if there is no such projection, or it does not
	 * read the topic
	 * @throws InterruptedException if interrupted while waiting
	 */
	public boolean await(String projection, Position position, Duration timeout) throws InterruptedException {
		Running found = find(projection);
		if (!found.definition.topics().contains(position.topic())) {
			throw new IllegalArgumentException("Projection '" + projection + "' does not read topic '"
					+ position.topic() + "'; it reads " + found.definition.topics());
		}
		LogPartition partition = LogPartition.of(position);
		return await(() -> {
			Checkpoint checkpoint = found.checkpoints().get(partition);
			return checkpoint != null && checkpoint.next() > position.offset();
		}, timeout);
	}

	/**
	 * Wait until there is a view that was built to its end.
	 * @param projection name of the projection
	 * @param timeout maximum time to wait
	 * @return whether there is one
	 * @throws IllegalArgumentException if there is no such projection
	 * @throws InterruptedException if interrupted while waiting
	 */
	public boolean await(String projection, Duration timeout) throws InterruptedException {
		Running found = find(projection);
		return await(() -> found.state().active() != Role.NONE, timeout);
	}

	private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		synchronized (this.advanced) {
			while (!condition.getAsBoolean()) {
				long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
				if (remaining <= 0) {
					return false;
				}
				this.advanced.wait(Math.min(remaining, LOOK_MILLIS));
			}
			return true;
		}
	}

	private void signal() {
		synchronized (this.advanced) {
			this.advanced.notifyAll();
		}
	}

	/**
	 * Number of the generation that readers see, for views that are not read through a
	 * database view.
	 * @param projection name of the projection
	 * @return number of the generation; 0 before the first one is built
	 */
	public int generation(String projection) {
		return find(projection).state().active();
	}

	/**
	 * Rebuild a view: a further generation is built from the beginning of the log, and
	 * readers see it once it has reached the current one.
	 * @param projection name of the projection
	 * @return its status
	 * @throws IllegalArgumentException if there is no such projection, it is in memory,
	 * or it is being built
	 */
	public ProjectionStatus rebuild(String projection) {
		Running found = find(projection);
		if (found.definition.isInMemory()) {
			throw new IllegalArgumentException(
					"Projection '" + projection + "' is in memory; restart an instance to rebuild its view");
		}
		if (!found.store.rebuild(projection, found.definition.version())) {
			throw new IllegalArgumentException("Projection '" + projection + "' is being built already");
		}
		logger.info("Projection '{}' is rebuilt beside the current view", projection);
		return found.changed();
	}

	/**
	 * Cancel a rebuild. Readers keep seeing the current view.
	 * @param projection name of the projection
	 * @return its status
	 * @throws IllegalArgumentException if there is no such projection, or it is not being
	 * rebuilt
	 */
	public ProjectionStatus cancel(String projection) {
		Running found = find(projection);
		if (!found.store.cancel(projection)) {
			throw new IllegalArgumentException(
					"Projection '" + projection + "' is not being rebuilt beside a current view");
		}
		logger.info("The rebuild of projection '{}' is cancelled", projection);
		return found.changed();
	}

	/**
	 * Pause a projection in all instances, a rebuild as well. Events that are being
	 * handled are finished.
	 * @param projection name of the projection
	 * @return its status
	 * @throws IllegalArgumentException if there is no such projection
	 */
	public ProjectionStatus pause(String projection) {
		return pause(projection, true);
	}

	/**
	 * Resume a projection.
	 * @param projection name of the projection
	 * @return its status
	 * @throws IllegalArgumentException if there is no such projection
	 */
	public ProjectionStatus resume(String projection) {
		return pause(projection, false);
	}

	/**
	 * Skip an event that a projection waits at, for good: the generations that wait at it
	 * lack the event, and their status shows that. A later rebuild handles it again.
	 * @param projection name of the projection
	 * @param position position of the failure
	 * @param eventId id of the event; {@code null} if the failure has none, as the event
	 * could not be read or was deleted from the log
	 * @return its status
	 * @throws IllegalArgumentException if there is no such projection, or it does not
	 * wait at this event
	 */
	public ProjectionStatus skip(String projection, Position position, @Nullable String eventId) {
		Running found = find(projection);
		if (!found.skip(position, eventId)) {
			throw new IllegalArgumentException("Projection '" + projection + "' does not wait at " + position
					+ ((eventId != null) ? " with event '" + eventId + "'" : " without an event")
					+ ", or skipping does not help; it waits at " + found.failures());
		}
		return found.changed();
	}

	private ProjectionStatus pause(String projection, boolean paused) {
		Running found = find(projection);
		found.store.pause(projection, paused);
		logger.info("Projection '{}' is {}", projection, paused ? "paused" : "resumed");
		return found.changed();
	}

	/**
	 * Status of a projection.
	 * @param projection name of the projection
	 * @return its status
	 * @throws IllegalArgumentException if there is no such projection
	 */
	public ProjectionStatus status(String projection) {
		return find(projection).status();
	}

	/**
	 * Status of a projection as this instance saw it last, usually within the last
	 * second, without asking the database.
	 * @param projection name of the projection
	 * @return its status; without generations before the first look at it
	 * @throws IllegalArgumentException if there is no such projection
	 */
	public ProjectionStatus lastStatus(String projection) {
		return find(projection).lastStatus();
	}

	/**
	 * Names of the projections.
	 * @return the names
	 */
	public synchronized Set<String> names() {
		return Set.copyOf(this.projections.keySet());
	}

	private synchronized Running find(String projection) {
		Running found = this.projections.get(projection);
		if (found == null) {
			throw new IllegalArgumentException(
					"There is no projection '" + projection + "'; there are " + this.projections.keySet());
		}
		return found;
	}

	private synchronized List<Running> all() {
		return List.copyOf(this.projections.values());
	}

	@Override
	public synchronized void start() {
		if (!this.running) {
			this.projections.values().forEach(Running::start);
			this.running = true;
		}
	}

	@Override
	public void stop() {
		this.running = false;
		List<GenerationThread> ending = new ArrayList<>();
		all().forEach((projection) -> ending.addAll(projection.end()));
		try {
			for (GenerationThread thread : ending) {
				thread.join(STOP_TIMEOUT);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Projection with its threads.
	 */
	private final class Running {

		private final ProjectionDefinition definition;

		private final ProjectionStore store;

		private volatile List<GenerationThread> running = List.of();

		private volatile ProjectionState lastState = UNKNOWN;

		Running(ProjectionDefinition definition, ProjectionStore store) {
			this.definition = definition;
			this.store = store;
		}

		void start() {
			this.running = List.of(thread(Role.ACTIVE), thread(Role.BUILDING));
			this.running.forEach(GenerationThread::start);
		}

		private GenerationThread thread(Role role) {
			return new GenerationThread(this.definition, role, this::state, this.store, Projections.this.readers,
					Projections.this.maxBatch, Projections.this::signal, Projections.this.threads);
		}

		List<GenerationThread> end() {
			List<GenerationThread> ending = this.running;
			ending.forEach(GenerationThread::end);
			return ending;
		}

		ProjectionState state() {
			ProjectionState current = this.store.start(this.definition.name(), this.definition.version());
			this.lastState = current;
			return current;
		}

		Map<LogPartition, Checkpoint> checkpoints() {
			int active = state().active();
			return (active != Role.NONE) ? this.store.checkpoints(new Generation(this.definition.name(), active))
					: Map.of();
		}

		ProjectionStatus changed() {
			this.running.forEach(GenerationThread::wakeUp);
			return status();
		}

		boolean skip(Position position, @Nullable String eventId) {
			boolean skipped = false;
			for (GenerationThread thread : this.running) {
				skipped |= thread.skip(position, eventId);
			}
			return skipped;
		}

		List<String> failures() {
			return this.running.stream()
				.map(GenerationThread::status)
				.flatMap((status) -> (status != null) ? status.failures().stream() : Stream.empty())
				.map((failure) -> failure.position()
						+ ((failure.eventId() != null) ? " with event '" + failure.eventId() + "'" : ""))
				.distinct()
				.toList();
		}

		ProjectionStatus status() {
			return status(state());
		}

		ProjectionStatus lastStatus() {
			return status(this.lastState);
		}

		private ProjectionStatus status(ProjectionState state) {
			return new ProjectionStatus(this.definition.name(), this.definition.version(), state.version(),
					state.paused(), this.running.stream().anyMatch(GenerationThread::isUnattended),
					this.running.stream().anyMatch((thread) -> thread.isSilent(Projections.this.maxSilence)),
					status(state.active()), status(state.building()));
		}

		/** Status of a generation, which has none before a thread has looked at it. */
		private @Nullable GenerationStatus status(int generation) {
			if (generation == Role.NONE) {
				return null;
			}
			return this.running.stream()
				.map(GenerationThread::status)
				.filter((status) -> status != null && status.generation() == generation)
				.findFirst()
				.orElseGet(() -> new GenerationStatus(generation, 0, 0, 0, 0, List.of(), List.of()));
		}

	}

}
