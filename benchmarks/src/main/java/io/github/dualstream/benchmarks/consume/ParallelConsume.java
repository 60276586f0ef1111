package io.github.dualstream.benchmarks.consume;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;

import org.springframework.kafka.core.ConsumerFactory;

/**
 * Confluent's parallel consumer, ordered by key.
 *
 * @param consumers creates its consumer
 * @param concurrency number of records that it handles at the same time
 * @param commitInterval time between commits
 */
record ParallelConsume(ConsumerFactory<byte[], byte[]> consumers, int concurrency,
		Duration commitInterval) implements Contender {

	static final String NAME = "parallel-consumer";

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Running start(String group, String topic, Handling handling) {
		ParallelStreamProcessor<byte[], byte[]> processor = ParallelStreamProcessor
			.createEosStreamProcessor(ParallelConsumerOptions.<byte[], byte[]>builder()
				.consumer(this.consumers.createConsumer(group, null, null))
				.ordering(ProcessingOrder.KEY)
				.maxConcurrency(this.concurrency)
				.commitInterval(this.commitInterval)
				.build());
		processor.subscribe(List.of(topic));
		processor.poll((context) -> handling
			.handle(new String(context.getSingleConsumerRecord().key(), StandardCharsets.UTF_8), context.offset()));
		return processor::closeDrainFirst;
	}

}
