package io.github.dualstream.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.harness.history.HistoryWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Watches what a group commits, all the time, and keeps a history of it. The log being
 * away for a while is nothing unusual here.
 */
final class GroupWatch implements AutoCloseable {

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final Map<String, Long> committed = new ConcurrentHashMap<>();

	private final GroupOffsets offsets;

	private final HistoryWriter history;

	private final Thread thread = new Thread(this::watch, "group-watch");

	private GroupWatch(GroupOffsets offsets, Path history) {
		this.offsets = offsets;
		this.history = HistoryWriter.create(history, "group");
	}

	static GroupWatch start(String bootstrapServers, String group, String topic, Path history) {
		return start(new KafkaGroupOffsets(bootstrapServers, group, topic), history);
	}

	/** Watch offsets, which are closed with the watch. */
	static GroupWatch start(GroupOffsets offsets, Path history) {
		GroupWatch watch = new GroupWatch(offsets, history);
		watch.thread.start();
		return watch;
	}

	private void watch() {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				this.offsets.committed().forEach((partition, next) -> {
					if (!next.equals(this.committed.put(partition, next))) {
						this.history.committed(partition + ":" + next);
					}
				});
				Thread.sleep(INTERVAL.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Waits until what is in the topic now is committed in every partition.
	 * @return how long that took
	 */
	Duration awaitCaughtUp(int partitions, Duration atMost) {
		long start = System.nanoTime();
		Map<String, Long> ends = this.offsets.ends();
		assertThat(ends).hasSize(partitions);
		await("the group has caught up").atMost(atMost)
			.untilAsserted(() -> assertThat(ends).allSatisfy((partition,
					end) -> assertThat(this.committed.getOrDefault(partition, 0L)).isGreaterThanOrEqualTo(end)));
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Override
	public void close() {
		this.thread.interrupt();
		try {
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.offsets.close();
		this.history.close();
	}

}
