package io.github.dualstream.benchmarks;

import java.util.List;

import io.github.dualstream.DualStreamPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * All contenders, with clients of the same settings.
 */
final class Contenders implements AutoCloseable {

	private final ConfigurableApplicationContext application;

	private final ConfigurableApplicationContext withoutRedis;

	private final Producer<String, byte[]> producer;

	Contenders(Servers servers, int lingerMillis) {
		this.application = BenchmarkApplication.start(servers, lingerMillis, true);
		this.withoutRedis = BenchmarkApplication.start(servers, lingerMillis, false);
		this.producer = template().getProducerFactory().createNonTransactionalProducer();
	}

	List<Contender> all() {
		Records records = new Records(new Payloads(this.application.getBean(JsonMapper.class)));
		KafkaTemplate<String, byte[]> template = template();
		DualStreamPublisher publisher = this.application.getBean(DualStreamPublisher.class);
		return List
			.of(new RawProducer(ContenderNames.RAW, this.producer, (event) -> records.plain(ContenderNames.RAW, event)),
					new RawProducer(ContenderNames.RAW_CLOUDEVENTS, this.producer,
							(event) -> records.cloudEvent(ContenderNames.RAW_CLOUDEVENTS, event)),
					new TemplateSend(ContenderNames.TEMPLATE, template, records),
					new PublishAsync(ContenderNames.ASYNC, publisher, true, records),
					new PublishAsync(ContenderNames.ASYNC_WITHOUT_REDIS,
							this.withoutRedis.getBean(DualStreamPublisher.class), false, records),
					new PublishBatches(ContenderNames.BATCHES_OF_100, publisher, 100, records),
					new PublishBatches(ContenderNames.BATCHES_OF_1000, publisher, 1_000, records),
					new SendThenRedis(ContenderNames.NAIVE, template,
							this.application.getBean(StringRedisTemplate.class), records),
					new PublishEach(ContenderNames.EACH, publisher, records));
	}

	@SuppressWarnings("unchecked") // a bean's class has no type arguments
	private KafkaTemplate<String, byte[]> template() {
		return this.application.getBean("kafkaTemplate", KafkaTemplate.class);
	}

	Notifications notifications() {
		return new Notifications(this.application.getBean(MeterRegistry.class));
	}

	@Override
	public void close() {
		this.producer.close();
		this.withoutRedis.close();
		this.application.close();
	}

}
