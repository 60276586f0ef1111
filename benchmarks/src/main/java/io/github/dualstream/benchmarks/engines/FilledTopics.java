package io.github.dualstream.benchmarks.engines;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.benchmarks.workload.Acknowledgements;
import io.github.dualstream.benchmarks.workload.Orders;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.EventLog;
import io.github.dualstream.transport.GroupProgress;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Topics full of orders that wait to be handled, and what dual-stream's groups have
 * committed there. For one thread.
 */
final class FilledTopics {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final OrderRecords records = new OrderRecords(new Orders(new JsonMapper()));

	/** Last offset of each partition, by the topic. */
	private final Map<String, Map<Integer, Long>> ends = new HashMap<>();

	private final ConfigurableApplicationContext service;

	private final EventLog log;

	private final ConsumerGroups groups;

	FilledTopics(ConfigurableApplicationContext service) {
		this.service = service;
		this.log = service.getBean(EventLog.class);
		this.groups = service.getBean(ConsumerGroups.class);
	}

	ConsumerGroups groups() {
		return this.groups;
	}

	/**
	 * Have a topic with so many records, filled where there is none yet.
	 * @return its name
	 */
	String topic(int records, int partitions) throws InterruptedException, ExecutionException {
		String topic = "backlog-" + records + "-" + partitions;
		if (!this.ends.containsKey(topic)) {
			EngineApplication.createTopics(this.service, List.of(topic), partitions);
			this.ends.put(topic, fill(topic, records));
		}
		return topic;
	}

	@SuppressWarnings("FutureReturnValueIgnored") // the acknowledgements get the answer
	private Map<Integer, Long> fill(String topic, int records) throws InterruptedException, ExecutionException {
		Map<Integer, Long> last = new ConcurrentHashMap<>();
		Acknowledgements acknowledgements = new Acknowledgements(records);
		for (int number = 0; number < records; number++) {
			this.log.append(this.records.of(topic, number)).whenComplete((position, failure) -> {
				if (position != null) {
					last.merge(position.partition(), position.offset(), Math::max);
				}
				acknowledgements.answered(failure);
			});
		}
		acknowledgements.await();
		return last;
	}

	/** Whether a group of dual-stream has committed all records of a topic. */
	boolean areCommitted(String group, String topic) throws InterruptedException, ExecutionException, TimeoutException {
		Map<Integer, Long> last = this.ends.getOrDefault(topic, Map.of());
		for (GroupProgress partition : this.groups.progress(group, List.of(topic))
			.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
			if (partition.next() <= last.getOrDefault(partition.partition().number(), -1L)) {
				return false;
			}
		}
		return true;
	}

}
