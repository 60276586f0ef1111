package io.github.dualstream.benchmarks.startup;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VariantTests {

	private static final String AUTO_CONFIGURE = "/project/dual-stream-autoconfigure/target/classes";

	private static final String CORE = "/repository/dual-stream-core-0.1.0.jar";

	private static final String SPRING_BOOT = "/repository/spring-boot-4.1.1.jar";

	private static final String KAFKA = "/repository/spring-boot-kafka-4.1.1.jar";

	private static final String RESILIENCE = "/repository/resilience4j-core-2.4.0.jar";

	private static final List<String> STARTER = List.of(AUTO_CONFIGURE, CORE, SPRING_BOOT, KAFKA, RESILIENCE);

	@Test
	void springBootIsNothingElse() {
		assertThat(Variant.SPRING_BOOT.of(STARTER)).containsExactly(SPRING_BOOT);
	}

	@Test
	void neighboursAreAllButDualStreamAndWhatItAloneNeeds() {
		assertThat(Variant.NEIGHBOURS.of(STARTER)).containsExactly(SPRING_BOOT, KAFKA);
	}

	@Test
	void dualStreamIsEverything() {
		assertThat(Variant.DUAL_STREAM.of(STARTER)).isEqualTo(STARTER);
	}

}
