package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.lettuce.core.api.async.RedisAsyncCommands;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * By hand, without waiting: Kafka's client, and one {@code PUBLISH} of Lettuce for each
 * acknowledgement.
 */
final class PublishPerAcknowledgement implements Contender {

	private final Producer<String, byte[]> producer;

	private final IntFunction<ProducerRecord<String, byte[]>> records;

	private final RedisAsyncCommands<String, String> redis;

	private final Orders orders;

	private final AtomicLong notificationsSent = new AtomicLong();

	private Acknowledgements notifications = new Acknowledgements(0);

	PublishPerAcknowledgement(Producer<String, byte[]> producer, IntFunction<ProducerRecord<String, byte[]>> records,
			RedisAsyncCommands<String, String> redis, Orders orders) {
		this.producer = producer;
		this.records = records;
		this.redis = redis;
		this.orders = orders;
	}

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the callback gets the answer
	public void publish(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		this.notifications = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			int number = i;
			this.producer.send(this.records.apply(i), (metadata, failure) -> {
				announce(number, metadata, failure);
				acknowledgements.answered(failure);
			});
		}
		acknowledgements.await();
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the notifications get the answer
	private void announce(int number, RecordMetadata metadata, @Nullable Exception notAcknowledged) {
		if (notAcknowledged != null) {
			this.notifications.answered(notAcknowledged);
			return;
		}
		this.redis.publish(this.orders.channel(number), this.orders.notification(number, metadata))
			.whenComplete((receivers, failure) -> {
				if (failure == null) {
					this.notificationsSent.incrementAndGet();
				}
				this.notifications.answered(failure);
			});
	}

	@Override
	public void awaitNotifications() throws InterruptedException, ExecutionException {
		this.notifications.await();
	}

	@Override
	public long notificationsSent() {
		return this.notificationsSent.get();
	}

}
