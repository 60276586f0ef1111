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
	private final Map<Phase, Phase> notificationPhases = new LinkedHashMap<>();

	private final EngineUnderFaults engine;

	private final Path folder;

	private Service service;

	private String name;

	SoakRun(EngineUnderFaults engine, Path folder) {
		this.engine = engine;
		this.folder = folder;
		startNext(Map.of());
		this.service.phase("warm-up", ACKNOWLEDGEMENTS);
	}

	void suffer(EngineFault fault) {
		System.out.println("soak: " + fault);
		switch (fault.effect()) {
			case NOTIFICATIONS -> {
				Phase healthy = this.service.phase("healthy", ACKNOWLEDGEMENTS);
				fault.begin().run();
				this.notificationPhases.put(healthy, this.service.phase(fault.name(), ACKNOWLEDGEMENTS));
			}
			case GOES_ON -> {
				fault.begin().run();
				this.service.phase(fault.name(), ACKNOWLEDGEMENTS);
			}
			case STOPS -> {
				fault.begin().run();
				awaitFailures();
			}
		}
		fault.end().run();
		this.service.phase("after " + fault, ACKNOWLEDGEMENTS);
	}

	private void awaitFailures() {
		long failures = this.service.failures();
		await().atMost(Duration.ofMinutes(2)).until(() -> this.service.failures() > failures);
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
		return Evidence.of(this.histories, this.engine.log(TOPIC));
	}

	/** Samples by process, of those that were not killed. */
	Map<String, List<Sample>> samples() {
		return this.samples;
	}

	Map<Phase, Phase> notificationPhases() {
		return this.notificationPhases;
	}

	@Override
	public void close() {
		this.service.close();
	}

	/** SIGKILL, and a successor. */
	void killApplication() {
		System.out.println("soak: application killed");
		this.service.process().kill();
		replace();
	}

	/** SIGTERM, and a successor. */
	void endApplication() {
		System.out.println("soak: application ended");
		this.service.process().terminate(Duration.ofSeconds(30));
		List<Sample> all = new ArrayList<>(this.service.samples());
		all.add(finalSample());
		this.samples.put(this.name, all);
		replace();
	}

	private void replace() {
		Path open = this.service.history();
		this.service.close();
		startNext(Map.of("workload.resume", open.toString()));
		this.service.phase("after its start", ACKNOWLEDGEMENTS);
	}

	private void startNext(Map<String, String> more) {
		this.name = TOPIC + "-" + (this.histories.size() + 1);
		Map<String, String> properties = new HashMap<>(this.engine.connection());
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
