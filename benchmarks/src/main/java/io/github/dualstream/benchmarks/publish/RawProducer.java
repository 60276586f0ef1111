package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;

import io.github.dualstream.benchmarks.workload.Acknowledgements;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Kafka's client alone, waiting for each batch.
 */
record RawProducer(Producer<String, byte[]> producer, IntFunction<ProducerRecord<String, byte[]>> records,
		int batchSize) implements Contender {

	@Override
	public void publish(int events) throws InterruptedException, ExecutionException {
		int sent = 0;
		while (sent < events) {
			int batch = Math.min(this.batchSize, events - sent);
			sendBatch(sent, batch);
			sent += batch;
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the callback gets the answer
	private void sendBatch(int first, int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = first; i < first + events; i++) {
			this.producer.send(this.records.apply(i), (metadata, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

}
