package io.github.dualstream.sample;

import io.github.dualstream.test.DualStreamServersConfiguration;

import org.springframework.boot.SpringApplication;

/**
 * Runs the sample with a Kafka and a Redis that it starts itself, in containers where a
 * container engine answers.
 */
final class TestSampleApplication {

	private TestSampleApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.from(SampleApplication::main).with(DualStreamServersConfiguration.class).run(args);
	}

}
