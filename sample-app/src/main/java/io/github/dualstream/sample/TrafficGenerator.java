package io.github.dualstream.sample;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.PublishOutcome;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Publishes made-up deliveries, one run at a time. Thread-safe. Each run ends by itself;
 * while the log is slow, it becomes slower and does not catch up.
 */
@Component
final class TrafficGenerator implements DisposableBean {

	private static final Log logger = LogFactory.getLog(TrafficGenerator.class);

	private final ScheduledExecutorService executor = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "sample-traffic"));

	private final DualStreamPublisher publisher;

	private @Nullable ScheduledFuture<?> run;

	TrafficGenerator(@EventPublisher DualStreamPublisher publisher) {
		this.publisher = publisher;
	}

	synchronized void start(Traffic traffic) {
		stop();
		SampleDeliveries deliveries = new SampleDeliveries(new Random());
		long interval = TimeUnit.SECONDS.toNanos(1) / traffic.perSecond();
		ScheduledFuture<?> started = this.executor.scheduleWithFixedDelay(() -> publish(deliveries.next()), 0, interval,
				TimeUnit.NANOSECONDS);
		var unused = this.executor.schedule(() -> started.cancel(false), traffic.seconds(), TimeUnit.SECONDS);
		this.run = started;
	}

	synchronized void stop() {
		if (this.run != null) {
			this.run.cancel(false);
		}
	}

	synchronized boolean isRunning() {
		return this.run != null && !this.run.isDone();
	}

	private void publish(GithubDelivery delivery) {
		List<PublishOutcome> failures = this.publisher.publishAll(delivery.events()).failures();
		if (!failures.isEmpty()) {
			logger.warn("Made-up traffic was not acknowledged", failures.get(0).failure());
		}
	}

	@Override
	public void destroy() {
		this.executor.shutdownNow();
	}

}
