package io.github.dualstream.benchmarks;

import java.util.concurrent.ExecutionException;

import org.springframework.kafka.core.KafkaTemplate;

/**
 * Spring Kafka's template, with the meters that Boot gives it.
 */
record TemplateSend(String name, KafkaTemplate<String, byte[]> template, Records records) implements Contender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the answer goes to the
													// acknowledgements
	public void publish(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			this.template.send(this.records.plain(this.name, i))
				.whenComplete((sent, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

}
