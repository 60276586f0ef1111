package io.github.dualstream.benchmarks.startup;

import java.util.List;

import io.github.dualstream.benchmarks.workload.Servers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StarterTests {

	@Test
	void eachVariantStartsAndHasMoreBeansThanTheOneBefore() throws Exception {
		try (Servers servers = Servers.start()) {
			Starter starter = Starter.of(servers.properties());

			Start springBoot = starter.start(1, Variant.SPRING_BOOT);
			Start neighbours = starter.start(1, Variant.NEIGHBOURS);
			Start dualStream = starter.start(1, Variant.DUAL_STREAM);

			assertThat(List.of(springBoot, neighbours, dualStream)).allSatisfy((start) -> {
				assertThat(start.millis()).isPositive();
				assertThat(start.heapBytes()).isPositive();
			});
			assertThat(neighbours.beans()).isGreaterThan(springBoot.beans());
			assertThat(dualStream.beans()).isGreaterThan(neighbours.beans());
		}
	}

}
