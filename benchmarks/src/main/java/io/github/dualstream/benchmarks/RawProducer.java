package io.github.dualstream.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka's client alone.
 */
record RawProducer(String name, Producer<String, byte[]> producer,
		IntFunction<ProducerRecord<String, byte[]>> records) implements Contender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the callback gets the answer
	public void publish(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			this.producer.send(this.records.apply(i), (metadata, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

}
