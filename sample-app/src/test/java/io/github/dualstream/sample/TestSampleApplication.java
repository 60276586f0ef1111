package io.github.dualstream.sample;

import io.github.dualstream.test.DualStreamServersConfiguration;

import org.springframework.boot.SpringApplication;

/**
 * Runs the sample with the servers of its log and bus, by default Kafka and Redis, which
 * it starts itself, in containers if a container engine answers.
 */
final class TestSampleApplication {

	private TestSampleApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.from(SampleApplication::main).with(DualStreamServersConfiguration.class).run(args);
	}

}
