package io.github.dualstream.benchmarks.latency;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The latencies that are measured.
 */
final class Latency {

	static final String BARE_PUBLISH_TO_SUBSCRIBER = "bare PUBLISH to subscriber";

	static final String ACKNOWLEDGEMENT_TO_SUBSCRIBER = "acknowledgement to subscriber";

	static final String BARE_SEND = "KafkaProducer.send returns";

	private static final String CALL = "publishAsync returns";

	static final String CALL_TO_ACKNOWLEDGEMENT = "call to acknowledgement";

	static final String CALL_TO_SUBSCRIBER = "call to subscriber";

	static final String CALL_TO_CONSUMER = "call to Kafka consumer";

	static final List<String> ALL = List.of(BARE_SEND, CALL, BARE_PUBLISH_TO_SUBSCRIBER, CALL_TO_ACKNOWLEDGEMENT,
			ACKNOWLEDGEMENT_TO_SUBSCRIBER, CALL_TO_SUBSCRIBER, CALL_TO_CONSUMER);

	private Latency() {
	}

	/** What it cannot be less than. */
	static String floorOf(String latency) {
		return (latency.equals(CALL) || latency.equals(BARE_SEND)) ? BARE_SEND : BARE_PUBLISH_TO_SUBSCRIBER;
	}

	static Map<String, Percentiles> of(Collection<Sample> samples) {
		return Map.of(CALL, Percentiles.of(samples, Sample::due, (sample) -> sample.returned), CALL_TO_ACKNOWLEDGEMENT,
				Percentiles.of(samples, Sample::due, (sample) -> sample.acknowledged), ACKNOWLEDGEMENT_TO_SUBSCRIBER,
				Percentiles.of(samples, (sample) -> sample.acknowledged, (sample) -> sample.notified),
				CALL_TO_SUBSCRIBER, Percentiles.of(samples, Sample::due, (sample) -> sample.notified), CALL_TO_CONSUMER,
				Percentiles.of(samples, Sample::due, (sample) -> sample.consumed));
	}

}
