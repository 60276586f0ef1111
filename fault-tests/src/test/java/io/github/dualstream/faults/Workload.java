package io.github.dualstream.faults;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.harness.history.HistoryReader;
import io.github.dualstream.harness.history.HistoryWriter;
import io.github.dualstream.harness.history.Operation;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/**
 * Publishes on several threads from the application's start until it is stopped, or until
 * the JVM ends.
 */
final class Workload implements ApplicationRunner {

	private final WorkloadProperties properties;

	private final Publishing publishing;

	private final List<Thread> threads;

	private volatile boolean stopped;

	Workload(@EventPublisher DualStreamPublisher publisher, WorkloadProperties properties) {
		this.properties = properties;
		this.publishing = new Publishing(publisher, HistoryWriter.create(properties.history(), properties.process()));
		this.threads = IntStream.range(0, properties.threads()).mapToObj(this::thread).toList();
	}

	private Thread thread(int number) {
		Thread thread = new Thread(new WorkloadThread(this.publishing, this.properties, number, () -> this.stopped),
				"workload-" + number);
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		if (this.properties.resume() != null) {
			open(this.properties.resume()).forEach((operation) -> this.publishing
				.publish(Publishing.event(operation.event(), sourceId(operation), this.properties.payload())));
		}
		this.threads.forEach(Thread::start);
	}

	void stop() throws InterruptedException {
		this.stopped = true;
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	/**
	 * The events of which nobody knows whether they are in the log.
	 */
	private static Collection<Operation> open(Path history) {
		Map<String, Operation> open = new LinkedHashMap<>();
		for (Operation operation : Operation.of(HistoryReader.read(List.of(history)))) {
			if (operation.isOpen()) {
				open.putIfAbsent(operation.event(), operation);
			}
			else {
				open.remove(operation.event());
			}
		}
		return open.values();
	}

	private static String sourceId(Operation operation) {
		return operation.source().substring(operation.source().indexOf(':') + 1);
	}

}
