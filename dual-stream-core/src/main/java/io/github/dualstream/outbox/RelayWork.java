package io.github.dualstream.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

import io.github.dualstream.Event;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.EventAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.NestedRuntimeException;

/**
 * Loop of the relay's thread: renew the lease, take answers of the log, remove
 * acknowledged events, read and send. It only waits for the next event to process. For
 * one thread, except for {@link #wakeUp()} and {@link #slots()}.
 */
final class RelayWork {

	private static final Logger logger = LoggerFactory.getLogger(RelayWork.class);

	/** Delay of removals, since one statement for each answer would be too many. */
	private static final Duration REMOVE_AFTER = Duration.ofMillis(5);

	private final OutboxStore store;

	private final RelayRegistry registry;

	private final EventAppender appender;

	private final BiConsumer<Event, Position> announcer;

	private final RelaySettings settings;

	private final RelayListener listener;

	private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

	private final AtomicBoolean woken = new AtomicBoolean();

	private final List<SentEvent> sent = new ArrayList<>();

	private long sentSince;

	private ReadSchedule schedule;

	private Lanes lanes;

	private volatile @Nullable Tenure tenure;

	/** Whether the lease of this tenure has been renewed or used since it began. */
	private boolean established;

	RelayWork(OutboxStore store, RelayRegistry registry, EventAppender appender, BiConsumer<Event, Position> announcer,
			RelaySettings settings, RelayListener listener) {
		this.store = store;
		this.registry = registry;
		this.appender = appender;
		this.announcer = announcer;
		this.settings = settings;
		this.listener = listener;
		this.lanes = new Lanes(settings.maxBackoff());
		this.schedule = new ReadSchedule(settings.pollInterval());
	}

	void wakeUp() {
		if (this.woken.compareAndSet(false, true)) {
			this.answers.add(Answer.WAKE_UP);
		}
	}

	/** Slots that are served at the moment. */
	Set<Integer> slots() {
		Tenure tenure = this.tenure;
		return (tenure != null) ? tenure.slots() : Set.of();
	}

	/**
	 * Whether this relay holds a lease that it has renewed or used. Without that,
	 * iterations may succeed without any effect.
	 */
	boolean isEstablished() {
		return this.tenure != null && this.established;
	}

	void round() throws InterruptedException {
		try {
			work();
		}
		catch (NestedRuntimeException | LeaseLostException ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			// what is held in memory may be wrong, so that rows would wait unseen
			this.tenure = null;
			throw ex;
		}
	}

	private void work() throws InterruptedException {
		Tenure tenure = serve();
		takeAnswers(untilNext(tenure));
		removeSent(tenure);
		this.lanes.retryDue(System.nanoTime());
		read(tenure);
		send(tenure);
	}

	/**
	 * Wait for the answers to events in flight, and release the lease.
	 */
	void finish() throws InterruptedException {
		Tenure tenure = this.tenure;
		if (tenure == null) {
			return;
		}
		while (this.lanes.inFlight() > 0 && tenure.isValid()) {
			takeAnswers(REMOVE_AFTER.toNanos());
		}
		this.tenure = null;
		if (!this.sent.isEmpty()) {
			this.store.remove(tenure.epoch(), this.sent);
			this.sent.clear();
		}
		tenure.leave();
	}

	/**
	 * Tenure to work in: the current one while its lease is valid, otherwise a new one.
	 */
	private Tenure serve() {
		Tenure tenure = this.tenure;
		if (tenure != null && tenure.isValid()) {
			if (tenure.untilRenewal(System.nanoTime()) > 0) {
				return tenure;
			}
			if (tenure.renew(this.lanes)) {
				this.established = true;
				// of slots that are new here, nobody told
				this.schedule.wakeUp();
				this.store.deleteOld();
				return tenure;
			}
		}
		if (tenure != null) {
			lost(tenure);
		}
		return join();
	}

	/**
	 * Continue with a new lease at once, unless the previous one was never used.
	 */
	private void lost(Tenure tenure) {
		this.tenure = null;
		if (!this.established) {
			throw new LeaseLostException(tenure.epoch());
		}
		logger.warn("The lease of this outbox relay (epoch {}) has expired; another relay may have its slots, and"
				+ " {} acknowledged events may be sent again", tenure.epoch(), this.sent.size());
	}

	private Tenure join() {
		this.established = false;
		this.sent.clear();
		this.lanes = new Lanes(this.settings.maxBackoff());
		this.schedule = new ReadSchedule(this.settings.pollInterval());
		Tenure tenure = Tenure.begin(this.registry, RelayName.ofThisProcess(), this.settings.lease());
		if (!tenure.renew(this.lanes)) {
			throw new LeaseLostException(tenure.epoch());
		}
		this.tenure = tenure;
		return tenure;
	}

	private long untilNext(Tenure tenure) {
		if (this.lanes.isReady()) {
			return 0;
		}
		long now = System.nanoTime();
		long until = Math.min(tenure.untilRenewal(now), this.lanes.untilRetry(now));
		until = Math.min(until, untilRead(now));
		return this.sent.isEmpty() ? until : Math.min(until, this.sentSince + REMOVE_AFTER.toNanos() - now);
	}

	private void takeAnswers(long wait) throws InterruptedException {
		Answer answer = this.answers.poll(wait, TimeUnit.NANOSECONDS);
		while (answer != null) {
			take(answer);
			answer = this.answers.poll();
		}
	}

	private void take(Answer answer) {
		if (answer.event() == null) {
			this.woken.set(false);
			this.schedule.wakeUp();
		}
		else if (answer.lanes() != this.lanes) {
			logger.debug("The answer for event '{}' arrived after the lease had expired", answer.event().eventId());
		}
		else if (answer.position() != null) {
			acknowledged(answer.event(), answer.position());
		}
		else {
			failed(answer.event(), answer.failure());
		}
	}

	private void acknowledged(PendingEvent event, Position position) {
		if (this.lanes.acknowledged(event)) {
			this.schedule.wakeUp();
		}
		if (this.sent.isEmpty()) {
			this.sentSince = System.nanoTime();
		}
		SentEvent sent = new SentEvent(event, position);
		this.sent.add(sent);
		this.listener.sent(sent, event.ageNow());
	}

	private void failed(PendingEvent event, @Nullable Throwable failure) {
		int attempts = this.lanes.failed(event);
		boolean hopeless = failure instanceof RejectedException || attempts >= this.settings.maxAttempts();
		String cause = String.valueOf(failure);
		if (hopeless && this.tenure != null) {
			giveUp(this.tenure, event, cause);
		}
		else {
			this.listener.retrying(event, cause);
		}
	}

	private void giveUp(Tenure tenure, PendingEvent event, String cause) {
		this.store.giveUp(tenure.epoch(), event.number(), cause);
		this.lanes.givenUp(event);
		this.schedule.wakeUp();
		this.listener.gaveUp(event, cause);
		logger.error("Event '{}' of source {} has failed and stays in the outbox: {}", event.eventId(), event.source(),
				cause);
	}

	private void removeSent(Tenure tenure) {
		if (this.sent.isEmpty() || !isRemovalDue()) {
			return;
		}
		if (!this.store.remove(tenure.epoch(), this.sent)) {
			lost(tenure);
			return;
		}
		this.established = true;
		this.lanes.removed(this.sent);
		this.sent.clear();
	}

	private boolean isRemovalDue() {
		return this.lanes.inFlight() == 0 || this.sent.size() >= this.settings.batchSize() / 4
				|| System.nanoTime() - this.sentSince >= REMOVE_AFTER.toNanos();
	}

	private long untilRead(long now) {
		boolean hasRoom = this.lanes.held().size() <= this.settings.batchSize() / 2;
		return hasRoom ? this.schedule.untilRead(now, this.lanes.inFlight() > 0) : Long.MAX_VALUE;
	}

	private void read(Tenure tenure) {
		long now = System.nanoTime();
		if (this.tenure == null || tenure.slots().isEmpty() || untilRead(now) > 0) {
			return;
		}
		int room = this.settings.batchSize() - this.lanes.held().size();
		List<PendingEvent> events = this.store
			.read(new PendingQuery(tenure.slots(), this.lanes.held(), this.lanes.failedSources(), room));
		this.lanes.add(events);
		this.schedule.read(now, events.size(), room);
	}

	private void send(Tenure tenure) {
		boolean renewalDue = false;
		while (!renewalDue && this.tenure != null && tenure.isValid()) {
			PendingEvent event = this.lanes.next();
			if (event == null) {
				return;
			}
			append(event);
			// the log may have taken its time to accept it
			renewalDue = tenure.untilRenewal(System.nanoTime()) <= 0;
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the answers
	private void append(PendingEvent pending) {
		Event event = pending.encoded().event();
		Lanes lanes = this.lanes;
		this.appender.append(pending.encoded()).whenComplete((position, failure) -> {
			if (failure == null) {
				this.announcer.accept(event, position);
			}
			this.answers.add(new Answer(lanes, pending, position, failure));
		});
	}

}
