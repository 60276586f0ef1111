package io.github.dualstream.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.dualstream.faults.SoakFault.ApplicationFault;
import io.github.dualstream.faults.SoakFault.RedisFault;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.harness.history.Phase;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * An application that publishes through one fault after the other; where the fault is the
 * application's own, its successor goes on.
 */
final class SoakRun implements AutoCloseable {

	static final String TOPIC = "soak";

	private static final int ACKNOWLEDGEMENTS = 1_500;

	private static final long PART = 10_000;

	private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

	private final List<Path> histories = new ArrayList<>();

	/** By the healthy phase before it. */
	private final Map<Phase, Phase> redisPhases = new LinkedHashMap<>();

	private final SoakServers servers;

	private final Path folder;

	private Service service;

	private String name;

	SoakRun(SoakServers servers, Path folder) {
		this.servers = servers;
		this.folder = folder;
		startNext(Map.of());
		this.service.phase("warm-up", ACKNOWLEDGEMENTS);
	}

	void suffer(SoakFault fault) {
		System.out.println("soak: " + fault);
		if (fault instanceof ApplicationFault ending) {
			replace(ending);
		}
		else if (fault instanceof SoakFault.Broker broker) {
			suffer(broker);
		}
		else if (fault instanceof SoakFault.Majority) {
			loseMajority();
		}
		else {
			Phase healthy = this.service.phase("healthy", ACKNOWLEDGEMENTS);
			begin(fault);
			this.redisPhases.put(healthy, this.service.phase(fault.toString(), ACKNOWLEDGEMENTS));
			end(fault);
		}
		this.service.phase("after " + fault, ACKNOWLEDGEMENTS);
	}

	/** Part by part, since a busy machine takes minutes for all of them. */
	void publish(long acknowledgements) {
		for (long left = acknowledgements; left > 0; left -= PART) {
			this.service.phase("without a fault", Math.toIntExact(Math.min(left, PART)));
		}
	}

	void finish() {
		this.service.finish();
		this.samples.put(this.name, this.service.samples());
	}

	long acknowledged() {
		return this.samples.values().stream().mapToLong((all) -> all.get(all.size() - 1).acknowledged()).sum()
				+ this.service.sample().acknowledged();
	}

	Evidence evidence() {
		return Evidence.of(this.histories, this.servers.kafka().bootstrapServers(), TOPIC);
	}

	/** Samples by process, of those that were not killed. */
	Map<String, List<Sample>> samples() {
		return this.samples;
	}

	Map<Phase, Phase> redisPhases() {
		return this.redisPhases;
	}

	@Override
	public void close() {
		this.service.close();
	}

	private void begin(SoakFault fault) {
		if (fault instanceof SoakFault.Network network) {
			network.fault().begin(this.servers.proxy());
		}
		else if (fault == RedisFault.REDIS_KILLED) {
			this.servers.redis().kill();
		}
		else {
			this.servers.redis().pause();
		}
	}

	private void end(SoakFault fault) {
		if (fault instanceof SoakFault.Network) {
			this.servers.proxy().heal();
		}
		else if (fault == RedisFault.REDIS_KILLED) {
			this.servers.redis().restart();
		}
		else {
			this.servers.redis().resume();
		}
	}

	private void suffer(SoakFault.Broker fault) {
		KafkaServer broker = this.servers.kafka().broker(fault.index());
		if (fault.killed()) {
			broker.kill();
		}
		else {
			broker.pause();
		}
		this.service.phase(fault.toString(), ACKNOWLEDGEMENTS);
		if (fault.killed()) {
			broker.restart();
		}
		else {
			broker.resume();
		}
		this.servers.kafka().awaitInSync(TOPIC);
	}

	private void loseMajority() {
		this.servers.kafka().broker(0).kill();
		this.servers.kafka().broker(1).kill();
		long failures = failures();
		await().atMost(Duration.ofMinutes(2)).until(() -> failures() > failures);
		this.servers.kafka().restart(0, 1);
		this.servers.kafka().awaitInSync(TOPIC);
	}

	private long failures() {
		return this.service.operations().stream().filter((operation) -> operation.error() != null).count();
	}

	private void replace(ApplicationFault ending) {
		if (ending == ApplicationFault.APPLICATION_KILLED) {
			this.service.process().kill();
		}
		else {
			this.service.process().terminate(Duration.ofSeconds(30));
			List<Sample> all = new ArrayList<>(this.service.samples());
			all.add(finalSample());
			this.samples.put(this.name, all);
		}
		Path open = this.service.history();
		this.service.close();
		startNext(Map.of("workload.resume", open.toString()));
	}

	private void startNext(Map<String, String> more) {
		this.name = TOPIC + "-" + (this.histories.size() + 1);
		Map<String, String> properties = new HashMap<>(this.servers.connection());
		properties.put("workload.rate", "300");
		properties.put("workload.final-sample", this.folder.resolve(this.name + "-final.json").toString());
		properties.putAll(more);
		this.service = Service.start(this.folder, this.name, TOPIC, properties);
		this.histories.add(this.service.history());
	}

	private Sample finalSample() {
		try {
			return new JsonMapper().readValue(Files.readString(this.folder.resolve(this.name + "-final.json")),
					Sample.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
