package io.github.dualstream.transport.kafka;

import java.util.Map;

import io.github.dualstream.transport.AppendBuffer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Buffer of a Kafka producer, from the producer's own metrics.
 */
public final class ProducerBuffer implements AppendBuffer {

	private static final String GROUP = "producer-metrics";

	private final KafkaTemplate<?, ?> template;

	/**
	 * Create the view.
	 * @param template template with the producer
	 */
	public ProducerBuffer(KafkaTemplate<?, ?> template) {
		this.template = template;
	}

	@Override
	public long usedBytes() {
		Map<MetricName, ? extends Metric> metrics = this.template.metrics();
		return metric(metrics, "buffer-total-bytes") - metric(metrics, "buffer-available-bytes");
	}

	@Override
	public long capacityBytes() {
		return metric(this.template.metrics(), "buffer-total-bytes");
	}

	private static long metric(Map<MetricName, ? extends Metric> metrics, String name) {
		return metrics.entrySet()
			.stream()
			.filter((metric) -> metric.getKey().name().equals(name) && metric.getKey().group().equals(GROUP))
			.map((metric) -> metric.getValue().metricValue())
			.mapToLong((value) -> ((Number) value).longValue())
			.sum();
	}

}
