package io.github.dualstream.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.schedule.SupervisedThread;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.LogReader;
import io.github.dualstream.transport.LogReaders;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.OffsetRange;
import io.github.dualstream.transport.PartitionBounds;
import io.github.dualstream.transport.PositionUnavailableException;
import io.github.dualstream.transport.PrintableText;
import io.github.dualstream.transport.StoredEvent;
import io.github.dualstream.transport.UnreadableOffsetException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that brings a generation of a projection up to date: it reads all partitions
 * from their checkpoints, handles the events of a partition in their order, and commits
 * the next checkpoint with them.
 */
final class GenerationThread {

	private static final Logger logger = LoggerFactory.getLogger(GenerationThread.class);

	/**
	 * Interval between two looks for the state, for partitions and for other instances.
	 */
	private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

	private static final long LOG_NANOS = TimeUnit.SECONDS.toNanos(10);

	private static final long REMOVE_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

	/** Longer than a takeover by another instance, and than a usual transaction. */
	private static final Duration MAX_UNATTENDED = Duration.ofSeconds(15);

	private static final Duration MAX_WAIT = Duration.ofMillis(200);

	private static final Duration MAX_BACKOFF = Duration.ofSeconds(10);

	/** Offsets that are handled in the transaction that completes a generation. */
	private static final long MAX_GAP = 2000;

	private final ProjectionDefinition definition;

	private final Role role;

	private final Supplier<ProjectionState> state;

	private final ProjectionStore store;

	private final LogReaders readers;

	private final int maxBatch;

	private final Runnable advanced;

	private final SupervisedThread thread;

	private final Semaphore wakeUp = new Semaphore(0);

	private final Map<LogPartition, PartitionProgress> partitions = new LinkedHashMap<>();

	private final Map<LogPartition, Long> ends = new HashMap<>();

	private final Map<LogPartition, RecentEvents> recent = new HashMap<>();

	private @Nullable LogReader reader;

	private @Nullable Generation generation;

	private boolean paused;

	private long lookAt = System.nanoTime();

	private long removeAt = System.nanoTime();

	private long logAt = System.nanoTime();

	private long measuredAt;

	private long measuredDone;

	private long attendedAt = System.nanoTime();

	private volatile boolean unattended;

	private volatile @Nullable GenerationStatus status;

	private volatile long lookedAt = System.nanoTime();

	/**
	 * Create the thread.
	 * @param definition the projection
	 * @param role generation to serve
	 * @param state asks for the state of the projection
	 * @param store store of the progress
	 * @param readers readers of the log
	 * @param maxBatch maximum number of records in one transaction
	 * @param advanced callback invoked after each commit
	 * @param threads factory of the thread
	 */
	GenerationThread(ProjectionDefinition definition, Role role, Supplier<ProjectionState> state, ProjectionStore store,
			LogReaders readers, int maxBatch, Runnable advanced, Threads threads) {
		this.definition = definition;
		this.role = role;
		this.state = state;
		this.store = store;
		this.readers = readers;
		// without a transaction, a batch would be repeated as a whole
		this.maxBatch = definition.isInMemory() ? 1 : maxBatch;
		this.advanced = advanced;
		this.thread = threads.loop(
				"dual-stream-projection-" + definition.name() + "-" + role.name().toLowerCase(Locale.ROOT), MAX_BACKOFF,
				this::step, this::close);
	}

	void start() {
		this.thread.start();
	}

	void end() {
		this.thread.end();
		wakeUp();
	}

	/** Wait for the current transaction, then interrupt it. */
	void join(Duration timeout) throws InterruptedException {
		if (!this.thread.join(timeout)) {
			this.thread.close();
		}
	}

	/** Look at the state at once. */
	void wakeUp() {
		this.wakeUp.release();
	}

	/** Status of the generation; {@code null} if there is none to serve. */
	@Nullable GenerationStatus status() {
		return this.status;
	}

	/**
	 * Whether the view was built by handlers of another version, and no instance handles
	 * its events.
	 */
	boolean isUnattended() {
		return this.unattended;
	}

	/** Whether the last look is longer ago. */
	boolean isSilent(Duration limit) {
		return System.nanoTime() - this.lookedAt > limit.toNanos();
	}

	/**
	 * Skip what a partition waits at.
	 * @param position position of the event
	 * @param eventId id of the event; {@code null} if it cannot be read
	 * @return whether a partition waited there
	 */
	boolean skip(Position position, @Nullable String eventId) {
		GenerationStatus seen = this.status;
		if (seen == null) {
			return false;
		}
		for (GenerationStatus.Failure failure : seen.failures()) {
			if (failure.position().equals(position.toString()) && Objects.equals(failure.eventId(), eventId)
					&& failure.next() > failure.from()) {
				Generation waiting = new Generation(this.definition.name(), seen.generation());
				Skipped skipped = new Skipped(position, failure.next(), eventId);
				if (this.store.skip(waiting, failure.from(), skipped)) {
					logger.warn(
							"Projection '{}' skips offsets {} to {} of partition {} ({}) on request: generation {} of the"
									+ " view lacks them. The failure was: {}",
							this.definition.name(), position.offset(), failure.next() - 1, skipped.partition(),
							named(eventId), seen.generation(), failure.message());
					return true;
				}
			}
		}
		return false;
	}

	private void close() {
		if (this.reader != null) {
			this.reader.close();
		}
	}

	private LogReader reader() {
		if (this.reader == null) {
			this.reader = this.readers.open();
		}
		return this.reader;
	}

	private void step() throws InterruptedException {
		if (isLookDue()) {
			this.wakeUp.drainPermits();
			look();
			this.lookedAt = System.nanoTime();
			this.lookAt = this.lookedAt + LOOK_NANOS;
		}
		Generation current = this.generation;
		Map<LogPartition, Long> from = new HashMap<>();
		this.partitions.forEach((partition, progress) -> {
			if (progress.isReadable()) {
				from.put(partition, progress.next());
			}
		});
		if (current == null || this.paused || from.isEmpty()) {
			awaitWakeUp();
		}
		else {
			read(current, from);
		}
		if (current != null && this.role == Role.BUILDING && !this.paused) {
			complete(current);
		}
	}

	/** Whether the state has to be looked at before further records are handled. */
	private boolean isLookDue() {
		return this.wakeUp.availablePermits() > 0 || System.nanoTime() - this.lookAt >= 0;
	}

	private void awaitWakeUp() throws InterruptedException {
		if (this.wakeUp.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
			this.wakeUp.release();
		}
	}

	private void look() {
		ProjectionState state = this.state.get();
		this.paused = state.paused();
		int number = this.role.generation(state, this.definition.version());
		Generation current = this.generation;
		if (number != ((current != null) ? current.number() : Role.NONE)) {
			current = (number != Role.NONE) ? new Generation(this.definition.name(), number) : null;
			this.generation = current;
			this.partitions.clear();
			this.recent.clear();
			this.measuredAt = 0;
			this.attendedAt = System.nanoTime();
		}
		if (this.role == Role.BUILDING) {
			removeUnneeded();
		}
		if (current != null) {
			lookAtPartitions(current, state);
			measure(current);
		}
		else if (this.role == Role.ACTIVE && state.active() != Role.NONE) {
			lookAtView(state);
			return;
		}
		else {
			this.status = null;
		}
		this.unattended = false;
	}

	/** Old rows neither keep a generation from being built nor take much of its time. */
	private void removeUnneeded() {
		if (System.nanoTime() - this.removeAt < 0) {
			return;
		}
		try {
			boolean more = this.store.removeUnneeded(this.definition.name(), this.definition.tables());
			if (more && this.generation == null) {
				this.wakeUp.release();
			}
		}
		catch (RuntimeException ex) {
			this.removeAt = System.nanoTime() + REMOVE_AGAIN_NANOS;
			logger.warn("Projection '{}': rows of generations that readers no longer see could not be deleted from {};"
					+ " the next attempt is in a minute", this.definition.name(), this.definition.tables(), ex);
		}
	}

	/**
	 * Look at a view that handlers of another version have built: instances that have
	 * them handle its events.
	 */
	private void lookAtView(ProjectionState state) {
		Generation view = new Generation(this.definition.name(), state.active());
		Map<LogPartition, Checkpoint> stored = new LinkedHashMap<>(this.store.checkpoints(view));
		stored.keySet().removeIf((partition) -> !exists(partition));
		this.ends.clear();
		this.ends.putAll(reader().ends(stored.keySet()));
		long before = this.measuredDone;
		GenerationStatus now = measure(view, stored.values(), List.of());
		boolean built = state.buildingVersion() == this.definition.version();
		if (now.remaining() == 0 || now.done() != before || this.paused || built) {
			this.attendedAt = System.nanoTime();
			this.unattended = false;
		}
		else if (!this.unattended && System.nanoTime() - this.attendedAt >= MAX_UNATTENDED.toNanos()) {
			this.unattended = true;
			logger.warn(
					"The view of projection '{}' falls behind: handlers of version {} have built it, this instance has"
							+ " version {}, and no instance handles the {} remaining offsets. Start an instance with"
							+ " version {}, or rebuild the view with the handlers of this version",
					this.definition.name(), state.version(), this.definition.version(), now.remaining(),
					state.version());
		}
	}

	private void lookAtPartitions(Generation current, ProjectionState state) {
		Map<LogPartition, String> identities = new LinkedHashMap<>();
		for (String topic : this.definition.topics()) {
			int count = reader().partitionsOf(topic);
			String identity = (count > 0) ? reader().identityOf(topic) : "";
			for (int number = 0; number < count; number++) {
				identities.put(new LogPartition(topic, number), identity);
			}
		}
		Map<LogPartition, Checkpoint> stored = new HashMap<>(this.store.checkpoints(current));
		PartitionBounds bounds = PartitionBounds.ask(reader(), identities.keySet(),
				stored.values()
					.stream()
					.filter((checkpoint) -> identities.containsKey(checkpoint.partition()))
					.map((checkpoint) -> checkpoint.partition().at(checkpoint.next()))
					.toList());
		if (!stored.keySet().containsAll(identities.keySet())) {
			Map<LogPartition, Checkpoint> view = view(state);
			List<Checkpoint> added = new ArrayList<>();
			identities.forEach((partition, identity) -> {
				if (!stored.containsKey(partition)) {
					added.add(first(partition, identity, bounds, view.get(partition)));
				}
			});
			this.store.add(current, added);
			stored.putAll(this.store.checkpoints(current));
		}
		this.partitions.keySet().retainAll(identities.keySet());
		this.ends.clear();
		identities.forEach((partition, identity) -> {
			Checkpoint checkpoint = stored.get(partition);
			if (checkpoint != null) {
				lookAt(current, checkpoint, identity, bounds);
			}
		});
	}

	/** Checkpoints of the view that readers see. */
	private Map<LogPartition, Checkpoint> view(ProjectionState state) {
		return (state.active() != Role.NONE)
				? this.store.checkpoints(new Generation(this.definition.name(), state.active())) : Map.of();
	}

	/**
	 * A rebuild begins where the view began, so that it waits, visibly, for events that
	 * the log does not have any more and the view includes.
	 */
	private static Checkpoint first(LogPartition partition, String identity, PartitionBounds bounds,
			@Nullable Checkpoint view) {
		long begin = (view != null && view.identity().equals(identity))
				? Math.min(view.begin(), bounds.begin(partition)) : bounds.begin(partition);
		return new Checkpoint(partition, identity, begin, begin, bounds.end(partition));
	}

	private void lookAt(Generation current, Checkpoint stored, String identity, PartitionBounds bounds) {
		LogPartition partition = stored.partition();
		this.ends.put(partition, bounds.end(partition));
		if (!stored.identity().equals(identity)) {
			logger.warn(
					"Topic '{}' was deleted and created again; generation {} of projection '{}' reads partition {} from its"
							+ " beginning",
					partition.topic(), current.number(), this.definition.name(), partition.number());
			this.store.replace(current, stored, first(partition, identity, bounds, null));
			return;
		}
		PartitionProgress progress = this.partitions.computeIfAbsent(partition,
				(each) -> new PartitionProgress(stored, this.maxBatch));
		progress.observe(stored, bounds.end(partition));
		long begin = bounds.begin(partition);
		if (stored.next() < begin) {
			block(current, progress, begin,
					"The log has deleted offsets " + stored.next() + " to " + (begin - 1)
							+ " before they were handled: skip them, to continue without these events"
							+ ((this.role == Role.BUILDING) ? ", or cancel the rebuild" : ""));
		}
		else if (bounds.gone().contains(partition.at(stored.next()))) {
			block(current, progress, stored.next(), "The log has lost events that were handled, as it ends before"
					+ " this offset or has other records there: rebuild the projection");
		}
		else {
			progress.unblock();
		}
	}

	private void block(Generation current, PartitionProgress progress, long next, String problem) {
		if (progress.block(next, problem)) {
			logger.error("Generation {} of projection '{}' waits at {}. {}", current.number(), this.definition.name(),
					progress.checkpoint().partition().at(progress.next()), problem);
		}
	}

	private void read(Generation current, Map<LogPartition, Long> from) throws InterruptedException {
		Map<LogPartition, List<LogRecord>> records = new HashMap<>();
		Map<LogPartition, Long> next;
		try {
			next = reader().readOn(from, MAX_WAIT,
					(record) -> records
						.computeIfAbsent(LogPartition.of(record.position()), (partition) -> new ArrayList<>())
						.add(record));
		}
		catch (PositionUnavailableException ex) {
			// the look finds out which one, and why
			this.wakeUp.release();
			awaitWakeUp();
			return;
		}
		catch (UnreadableOffsetException ex) {
			records.forEach((partition, read) -> handle(current, partition, read,
					read.get(read.size() - 1).position().offset() + 1));
			unreadable(ex, from.getOrDefault(ex.partition(), 0L), records.getOrDefault(ex.partition(), List.of()));
			return;
		}
		next.forEach(
				(partition, offset) -> handle(current, partition, records.getOrDefault(partition, List.of()), offset));
	}

	/** Fail at a record that cannot be read, once those before it are handled. */
	private void unreadable(UnreadableOffsetException ex, long from, List<LogRecord> before) {
		long reached = before.isEmpty() ? from : Math.max(from, before.get(before.size() - 1).position().offset() + 1);
		PartitionProgress progress = this.partitions.get(ex.partition());
		if (progress != null && progress.next() == reached) {
			failed(progress, ex.partition().at(ex.offset()), null, ex.offset() + 1, ex);
		}
	}

	/**
	 * Handle the records of a partition, up to the first failure. If handlers are slow,
	 * the rest is read again after a look at the state: a pause does not wait for it, and
	 * progress is shown.
	 */
	private void handle(Generation current, LogPartition partition, List<LogRecord> read, long next) {
		PartitionProgress progress = Objects.requireNonNull(this.partitions.get(partition));
		List<LogRecord> records = read.stream()
			.filter((record) -> record.position().offset() >= progress.next())
			.toList();
		int begin = 0;
		do {
			int end = Math.min(begin + progress.batch(), records.size());
			long to = (end == records.size()) ? next : records.get(end).position().offset();
			if (to > progress.next() && !advance(current, progress, records.subList(begin, end), to)) {
				return;
			}
			begin = end;
		}
		while (begin < records.size() && !this.thread.isEnding() && !isLookDue());
	}

	/** Returns whether to continue with the next records. */
	private boolean advance(Generation current, PartitionProgress progress, List<LogRecord> records, long to) {
		LogPartition partition = progress.checkpoint().partition();
		RecentEvents before = recent(partition, progress.next());
		List<StoredEvent> events = before.withoutDuplicates(accepted(records));
		try {
			if (!this.store.advance(current, partition, progress.next(), to,
					() -> this.definition.methods().handle(events, current))) {
				progress.passed();
				return false;
			}
			progress.advanced(to);
			before.advanced(events, to);
			this.advanced.run();
			return true;
		}
		catch (Exception ex) {
			if (this.thread.isEnding()) {
				return false;
			}
			if (records.size() > 1) {
				logger.debug("{} records of partition {} failed; they are handled one by one", records.size(),
						partition, ex);
				progress.divide();
			}
			else {
				failed(progress, records.isEmpty() ? partition.at(progress.next()) : records.get(0).position(),
						events.isEmpty() ? null : events.get(0).event().id(), to, ex);
			}
			return false;
		}
	}

	private RecentEvents recent(LogPartition partition, long checkpoint) {
		RecentEvents events = this.recent.computeIfAbsent(partition, RecentEvents::new);
		events.readUpTo(checkpoint, reader());
		return events;
	}

	private void failed(PartitionProgress progress, Position position, @Nullable String eventId, long next,
			Exception cause) {
		int attempts = progress.failed(position, eventId, next, cause);
		logger.error(
				"Projection '{}' waits at {} ({}) after {} failed attempts; it is retried until it succeeds or"
						+ " is skipped on request, since the view would lack the event otherwise: {}",
				this.definition.name(), position, named(eventId), attempts, PrintableText.ofInnermostCause(cause),
				(attempts == 1) ? cause : null);
	}

	private static String named(@Nullable String eventId) {
		return (eventId != null) ? "event " + PrintableText.of(eventId) : "no event that can be read";
	}

	private List<StoredEvent> accepted(Collection<LogRecord> records) {
		List<StoredEvent> events = new ArrayList<>(records.size());
		for (LogRecord record : records) {
			Event event = event(record);
			if (event != null && this.definition.methods().accepts(event)) {
				events.add(new StoredEvent(record.position(), event));
			}
		}
		return events;
	}

	private @Nullable Event event(LogRecord record) {
		try {
			return EventReader.read(record);
		}
		catch (UnreadableRecordException ex) {
			logger.warn("Projection '{}' ignores a record: {}", this.definition.name(), ex.getMessage());
			return null;
		}
	}

	private void complete(Generation current) {
		if (this.partitions.values()
			.stream()
			.anyMatch((progress) -> progress.isBlocked() || progress.next() < progress.checkpoint().target())) {
			return;
		}
		try {
			if (this.store.complete(current, this::isInLog, MAX_GAP,
					(partition, from, to) -> handleGap(current, partition, from, to))) {
				logger.info("Projection '{}': readers see generation {} now", this.definition.name(), current.number());
				this.advanced.run();
				this.wakeUp.release();
			}
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("Generation " + current.number() + " of projection '"
					+ this.definition.name() + "' could not be completed", ex);
		}
	}

	private boolean exists(LogPartition partition) {
		return partition.number() < reader().partitionsOf(partition.topic());
	}

	private boolean isInLog(Checkpoint checkpoint) {
		LogPartition partition = checkpoint.partition();
		Position next = partition.at(checkpoint.next());
		return exists(partition)
				&& !PartitionBounds.ask(reader(), List.of(partition), List.of(next)).gone().contains(next);
	}

	private void handleGap(Generation current, LogPartition partition, long from, long to) throws Exception {
		List<LogRecord> records = new ArrayList<>();
		reader().read(Map.of(partition, new OffsetRange(from, to)), records::add);
		List<StoredEvent> events = recent(partition, from).withoutDuplicates(accepted(records));
		this.definition.methods().handle(events, current);
	}

	private void measure(Generation current) {
		List<Checkpoint> checkpoints = new ArrayList<>();
		List<GenerationStatus.Failure> failures = new ArrayList<>();
		for (PartitionProgress progress : this.partitions.values()) {
			checkpoints.add(progress.checkpoint());
			if (progress.failure() != null) {
				failures.add(progress.failure());
			}
		}
		measure(current, checkpoints, failures);
	}

	private GenerationStatus measure(Generation measured, Collection<Checkpoint> checkpoints,
			List<GenerationStatus.Failure> failures) {
		long done = 0;
		long remaining = 0;
		for (Checkpoint checkpoint : checkpoints) {
			done += checkpoint.next() - checkpoint.begin();
			remaining += Math.max(0, this.ends.getOrDefault(checkpoint.partition(), 0L) - checkpoint.next());
		}
		long now = System.nanoTime();
		double rate = (this.measuredAt != 0) ? Math.max(0, done - this.measuredDone) * 1e9 / (now - this.measuredAt)
				: 0;
		this.measuredAt = now;
		this.measuredDone = done;
		GenerationStatus measure = new GenerationStatus(measured.number(), done, done + remaining, remaining, rate,
				List.copyOf(failures), this.store.skipped(measured));
		this.status = measure;
		if (this.role == Role.BUILDING && !this.paused && now - this.logAt >= 0) {
			this.logAt = now + LOG_NANOS;
			logger.info(
					"Projection '{}': generation {} is being built, {} of {} offsets are handled, {} per second; the"
							+ " remaining {} take {}",
					this.definition.name(), measured.number(), done, done + remaining, Math.round(rate), remaining,
					(rate > 0) ? "about " + Math.round(remaining / rate) + " s" : "a time that is not known yet");
		}
		return measure;
	}

}
