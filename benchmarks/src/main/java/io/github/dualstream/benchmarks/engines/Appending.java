package io.github.dualstream.benchmarks.engines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.ProcessUsage;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.transport.EventLog;
import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Throughput of appends to an engine's log, by dual-stream and by the bare client.
 */
final class Appending {

	static final String BARE = "bare client";

	static final String APPEND = "append";

	static final String PUBLISH = "publish-async";

	static final String PUBLISH_WITHOUT_BUS = "publish-async-without-bus";

	private final Engine engine;

	private final int events;

	Appending(Engine engine, int events) {
		this.engine = engine;
		this.events = events;
	}

	/** Compare in the report. */
	static void compare(Run run) {
		List.of(APPEND, PUBLISH_WITHOUT_BUS, PUBLISH).forEach((contender) -> run.ratio(contender, BARE));
	}

	void run(Run run) throws Exception {
		try (ConfigurableApplicationContext service = EngineApplication.start(this.engine);
				ConfigurableApplicationContext withoutBus = EngineApplication.startWithoutBus(this.engine)) {
			Map<String, Appender> appenders = appenders(service, withoutBus);
			for (int number : run.options().rounds("rounds")) {
				for (Map.Entry<String, Appender> contender : Run.inTurns(number, List.copyOf(appenders.entrySet()))) {
					run.add(number, "append to " + this.engine.name(), contender.getKey(),
							measure(contender.getKey(), contender.getValue()));
				}
			}
		}
	}

	private Map<String, Appender> appenders(ConfigurableApplicationContext service,
			ConfigurableApplicationContext withoutBus) {
		Orders orders = new Orders(service.getBean(JsonMapper.class));
		Map<String, Appender> appenders = new LinkedHashMap<>();
		appenders.put(BARE, this.engine.bareLog(withoutBus, orders));
		appenders.put(APPEND, new LogAppend(withoutBus.getBean(EventLog.class), new OrderRecords(orders)));
		appenders.put(PUBLISH_WITHOUT_BUS,
				new PublishAsync(withoutBus.getBean(DualStreamPublisher.class), orders, null));
		appenders.put(PUBLISH, new PublishAsync(service.getBean(DualStreamPublisher.class), orders,
				new Notifications(service.getBean(MeterRegistry.class))));
		return appenders;
	}

	/** Fails where the topic did not get each event. */
	private Figures measure(String name, Appender appender) throws Exception {
		this.engine.clear();
		long expected = this.engine.records() + this.events;
		// what the one before has left behind is not for this one to collect
		System.gc();
		ProcessUsage before = ProcessUsage.now();
		long start = System.nanoTime();
		Acknowledgements acknowledgements = new Acknowledgements(this.events);
		for (int number = 0; number < this.events; number++) {
			appender.append(number, acknowledgements::answered);
		}
		acknowledgements.await();
		long elapsed = System.nanoTime() - start;
		appender.awaitSettled();
		ProcessUsage after = ProcessUsage.now();
		long records = this.engine.records();
		if (records != expected) {
			throw new IllegalStateException(
					"After the round of " + name + ", the topic has " + records + " records and not " + expected);
		}
		return new Figures().with("events", this.events)
			.with("events/s", this.events * 1e9 / elapsed)
			.with("CPU us/event", after.cpuNanosSince(before) / 1e3 / this.events)
			.with("bytes/event", (double) after.allocatedSince(before) / this.events);
	}

}
