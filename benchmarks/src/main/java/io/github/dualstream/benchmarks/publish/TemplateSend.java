package io.github.dualstream.benchmarks.publish;

import java.util.concurrent.ExecutionException;

import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.benchmarks.workload.Topic;

import org.springframework.kafka.core.KafkaTemplate;

/**
 * Spring Kafka's template, with the meters that Boot gives it.
 */
record TemplateSend(KafkaTemplate<String, byte[]> template, Orders orders) implements Contender {

	@Override
	@SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements get the answer
	public void publish(int events) throws InterruptedException, ExecutionException {
		Acknowledgements acknowledgements = new Acknowledgements(events);
		for (int i = 0; i < events; i++) {
			this.template.send(this.orders.record(Topic.NAME, i))
				.whenComplete((sent, failure) -> acknowledgements.answered(failure));
		}
		acknowledgements.await();
	}

}
