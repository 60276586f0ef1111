package io.github.dualstream.benchmarks.latency;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.benchmarks.run.Benchmark;
import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.run.FixedRate;
import io.github.dualstream.benchmarks.run.Run;
import io.github.dualstream.benchmarks.workload.Notifications;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.RecordWatch;
import io.github.dualstream.benchmarks.workload.Servers;
import io.github.dualstream.benchmarks.workload.Service;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Publishes at a fixed rate and watches when the events arrive.
 */
public final class LatencyBenchmark implements Benchmark {

	static final String BARE_SEND = "KafkaProducer.send returns";

	static final String BARE_PUBLISH_TO_SUBSCRIBER = "bare PUBLISH to subscriber";

	static final String CALL = "publishAsync returns";

	static final String CALL_TO_ACKNOWLEDGEMENT = "call to acknowledgement";

	static final String ACKNOWLEDGEMENT_TO_SUBSCRIBER = "acknowledgement to subscriber";

	static final String CALL_TO_SUBSCRIBER = "call to subscriber";

	static final String CALL_TO_CONSUMER = "call to Kafka consumer";

	static final String SENT = "notifications sent";

	@Override
	public String name() {
		return "latency";
	}

	@Override
	public Map<String, String> defaults() {
		return Map.of("rate", "1000", "seconds", "10", "rounds", "7", "warm-up-rounds", "3", "linger", "0");
	}

	@Override
	public void run(Run run) throws InterruptedException, ExecutionException {
		run.ratio(CALL, BARE_SEND);
		run.ratio(CALL_TO_ACKNOWLEDGEMENT, BARE_PUBLISH_TO_SUBSCRIBER);
		run.ratio(ACKNOWLEDGEMENT_TO_SUBSCRIBER, BARE_PUBLISH_TO_SUBSCRIBER);
		run.ratio(CALL_TO_SUBSCRIBER, BARE_PUBLISH_TO_SUBSCRIBER);
		run.ratio(CALL_TO_CONSUMER, BARE_PUBLISH_TO_SUBSCRIBER);
		Samples samples = new Samples();
		try (Servers servers = Servers.startWithTopic();
				RedisClient redis = servers.redisClient();
				ConfigurableApplicationContext service = Service.start(servers,
						Service.linger(run.options().number("linger")));
				Producer<byte[], byte[]> kafka = producer(service)) {
			Orders orders = new Orders(service.getBean(JsonMapper.class));
			Traffic traffic = new Traffic(orders, samples, service.getBean(DualStreamPublisher.class), kafka,
					redis.connect().sync());
			try (NotificationWatch notifications = new NotificationWatch(redis, orders, samples);
					RecordWatch records = new RecordWatch(servers, samples::consumed)) {
				notifications.start();
				records.start();
				rounds(run, traffic, samples, new Notifications(service.getBean(MeterRegistry.class)));
			}
		}
	}

	private static void rounds(Run run, Traffic traffic, Samples samples, Notifications notifications) {
		FixedRate rate = new FixedRate(run.options().number("rate"));
		int events = rate.perSecond() * run.options().number("seconds");
		String workload = rate.perSecond() + " events per second";
		for (int number : run.options().rounds("rounds")) {
			samples.clear();
			rate.run(events, traffic::send);
			samples.await((sample) -> sample.acknowledged() != 0);
			run.add(number, workload, BARE_SEND, samples.latency(Sample::due, (sample) -> sample.returned));

			samples.clear();
			rate.run(events, traffic::announce);
			samples.await((sample) -> sample.notified() != 0);
			run.add(number, workload, BARE_PUBLISH_TO_SUBSCRIBER, samples.latency(Sample::due, Sample::notified));

			samples.clear();
			long sentBefore = notifications.sent();
			notifications.expect(events);
			rate.run(events, traffic::publish);
			samples.await((sample) -> sample.acknowledged() != 0 && sample.consumed != 0);
			notifications.awaitEnded();
			run.add(number, workload, CALL, samples.latency(Sample::due, (sample) -> sample.returned));
			run.add(number, workload, CALL_TO_ACKNOWLEDGEMENT, samples.latency(Sample::due, Sample::acknowledged));
			run.add(number, workload, ACKNOWLEDGEMENT_TO_SUBSCRIBER,
					samples.latency(Sample::acknowledged, Sample::notified));
			run.add(number, workload, CALL_TO_SUBSCRIBER, samples.latency(Sample::due, Sample::notified));
			run.add(number, workload, CALL_TO_CONSUMER, samples.latency(Sample::due, (sample) -> sample.consumed));
			run.add(number, workload, SENT, new Figures().with("events", notifications.sent() - sentBefore));
		}
	}

	/** The very one that dual-stream sends with; closing it does nothing. */
	@SuppressWarnings("unchecked") // a bean's class has no type arguments
	private static Producer<byte[], byte[]> producer(ConfigurableApplicationContext service) {
		return service.getBean("dualStreamKafkaTemplate", KafkaTemplate.class)
			.getProducerFactory()
			.createNonTransactionalProducer();
	}

}
