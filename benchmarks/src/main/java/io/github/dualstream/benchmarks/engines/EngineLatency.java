package io.github.dualstream.benchmarks.engines;

import java.util.UUID;
import java.util.function.ToLongFunction;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.benchmarks.latency.Sample;
import io.github.dualstream.benchmarks.latency.Samples;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * How long an event takes to its acknowledgement and to a subscriber, at a fixed rate, by
 * dual-stream and by the bare clients.
 */
final class EngineLatency {

	static final String BARE_ACKNOWLEDGEMENT = "bare append to acknowledgement";

	static final String BARE_NOTIFICATION = "bare publish to subscriber";

	static final String ACKNOWLEDGEMENT = "call to acknowledgement";

	static final String NOTIFICATION = "acknowledgement to subscriber";

	static final String CALL_TO_SUBSCRIBER = "call to subscriber";

	private final Samples samples = new Samples();

	private final Engine engine;

	private final FixedRate rate;

	EngineLatency(Engine engine, int perSecond) {
		this.engine = engine;
		this.rate = new FixedRate(perSecond);
	}

	/** Compare in the report. */
	static void compare(Run run) {
		run.ratio(ACKNOWLEDGEMENT, BARE_ACKNOWLEDGEMENT);
		run.ratio(NOTIFICATION, BARE_NOTIFICATION);
		run.ratio(CALL_TO_SUBSCRIBER, BARE_NOTIFICATION);
	}

	void run(Run run) throws Exception {
		try (ConfigurableApplicationContext service = EngineApplication.start(this.engine)) {
			Orders orders = new Orders(service.getBean(JsonMapper.class));
			Appender bareLog = this.engine.bareLog(service, orders);
			Notifications notifications = new Notifications(service.getBean(MeterRegistry.class));
			DualStreamPublisher publisher = service.getBean(DualStreamPublisher.class);
			int events = this.rate.perSecond() * run.options().number("seconds");
			try (BareBus bareBus = this.engine.bareBus(orders, this.samples)) {
				for (int number : run.options().rounds("rounds")) {
					append(bareLog, events);
					add(run, number, BARE_ACKNOWLEDGEMENT, Sample::due, Sample::acknowledged);
					announce(bareBus, orders, events);
					add(run, number, BARE_NOTIFICATION, Sample::due, Sample::notified);
					notifications.expect(events);
					publish(publisher, orders, events);
					notifications.awaitEnded();
					add(run, number, ACKNOWLEDGEMENT, Sample::due, Sample::acknowledged);
					add(run, number, NOTIFICATION, Sample::acknowledged, Sample::notified);
					add(run, number, CALL_TO_SUBSCRIBER, Sample::due, Sample::notified);
				}
			}
		}
	}

	private void add(Run run, int number, String what, ToLongFunction<Sample> start, ToLongFunction<Sample> end) {
		run.add(number, this.rate.perSecond() + " events per second to " + this.engine.name(), what,
				this.samples.latency(start, end));
	}

	private void append(Appender log, int events) {
		this.samples.clear();
		this.rate.run(events, (number, due) -> {
			Sample sample = this.samples.add(Integer.toString(number), due);
			try {
				log.append(number, (failure) -> acknowledged(sample, failure));
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		this.samples.await((sample) -> sample.acknowledged() != 0);
	}

	private void announce(BareBus bus, Orders orders, int events) {
		this.samples.clear();
		this.rate.run(events, (number, due) -> {
			String id = UUID.randomUUID().toString();
			String message = orders.notification(number, id, "orders:0:" + number);
			this.samples.add(id, due);
			bus.publish(number, message);
		});
		this.samples.await((sample) -> sample.notified() != 0);
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the sample gets the answer
	private void publish(DualStreamPublisher publisher, Orders orders, int events) {
		this.samples.clear();
		this.rate.run(events, (number, due) -> {
			Event event = orders.event(number);
			Sample sample = this.samples.add(event.id(), due);
			publisher.publishAsync(event).whenComplete((result, failure) -> acknowledged(sample, failure));
		});
		this.samples.await((sample) -> sample.acknowledged() != 0);
	}

	private static void acknowledged(Sample sample, @Nullable Throwable failure) {
		if (failure == null) {
			sample.acknowledge();
		}
	}

}
