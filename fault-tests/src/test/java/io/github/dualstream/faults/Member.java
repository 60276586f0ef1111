package io.github.dualstream.faults;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.dualstream.test.ApplicationProcess;
import io.github.dualstream.harness.history.EntryKind;
import io.github.dualstream.harness.history.HistoryEntry;
import io.github.dualstream.harness.history.HistoryReader;

/**
 * A process that handles events, seen from the test.
 *
 * @param process the process
 * @param history where it writes its history
 */
record Member(ApplicationProcess process, Path history) implements AutoCloseable {

	static Member start(Path folder, String name, String topic, Map<String, String> properties) {
		Path history = folder.resolve(name + ".jsonl");
		Map<String, String> all = new TreeMap<>();
		all.put("handling.process", name);
		all.put("handling.history", history.toString());
		all.put("handling.topic", topic);
		all.put("handling.group", topic);
		all.put("dual-stream.kafka.topic", topic);
		all.put("dual-stream.redis.enabled", "false");
		all.put("dual-stream.consumer.commit-interval", "200ms");
		// the shortest that a broker allows, so that the group soon notices
		all.put("spring.kafka.consumer.properties.session.timeout.ms", "6000");
		all.put("spring.kafka.consumer.properties.heartbeat.interval.ms", "1000");
		all.putAll(properties);
		return new Member(ApplicationProcess.start(HandlingApplication.class, ServiceJvm.OPTIONS, all), history);
	}

	List<HistoryEntry> entries() {
		return HistoryReader.read(List.of(this.history));
	}

	/** How many handlers have ended. */
	long finished() {
		return entries().stream().filter((entry) -> entry.kind() == EntryKind.FINISHED).count();
	}

	@Override
	public void close() {
		this.process.close();
	}

}
