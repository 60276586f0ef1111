package io.github.dualstream.faults.patterns;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.PublishResult;
import io.github.dualstream.projection.Projections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rebuilds, cancels, pauses and resumes the view until the JVM ends, and meanwhile awaits
 * events in it. The table of awaited events says whether they were visible then.
 */
final class ViewWorkload implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ViewWorkload.class);

	private final Random random = new Random();

	private final DualStreamPublisher events;

	private final Projections projections;

	private final JdbcTemplate jdbc;

	private final FulfilmentProperties properties;

	private volatile boolean running;

	ViewWorkload(DualStreamPublisher events, Projections projections, JdbcTemplate jdbc,
			FulfilmentProperties properties) {
		this.events = events;
		this.projections = projections;
		this.jdbc = jdbc;
		this.properties = properties;
	}

	@Override
	public void start() {
		this.running = true;
		// one that was killed may have paused it
		this.projections.resume(Effects.NAME);
		if (this.properties.working()) {
			thread(this::operate, 1);
			thread(this::awaitOne, 5);
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void thread(Work work, int rate) {
		Thread thread = new Thread(() -> repeat(work, rate), "view");
		thread.setDaemon(true);
		thread.start();
	}

	private void repeat(Work work, int rate) {
		try {
			while (this.running) {
				try {
					work.run();
				}
				catch (RuntimeException ex) {
					// such as a rebuild while another one runs
					logger.debug("View: {}", ex.toString());
				}
				LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / rate);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void operate() {
		switch (this.random.nextInt(6)) {
			case 0 -> this.projections.cancel(Effects.NAME);
			case 1 -> {
				this.projections.pause(Effects.NAME);
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(this.random.nextInt(500)));
				this.projections.resume(Effects.NAME);
			}
			default -> this.projections.rebuild(Effects.NAME);
		}
	}

	private void awaitOne() throws InterruptedException {
		PublishResult published = this.events
			.publish(Event.of("order", UUID.randomUUID().toString(), "order.noted", "note"));
		if (this.projections.await(Effects.NAME, published.position(), Duration.ofSeconds(20))) {
			Boolean visible = this.jdbc.queryForObject(
					"select count(*) > 0 from effects e join dual_stream_projection p on p.generation = e.generation"
							+ " where p.projection = ? and e.event = ?",
					Boolean.class, Effects.NAME, published.eventId());
			this.jdbc.update("insert into awaited (event, visible) values (?, ?)", published.eventId(), visible);
		}
	}

	/**
	 * Work that may wait.
	 */
	@FunctionalInterface
	private interface Work {

		void run() throws InterruptedException;

	}

}
