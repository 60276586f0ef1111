package io.github.dualstream.benchmarks.startup;

import java.util.List;

import io.github.dualstream.benchmarks.run.Figures;
import io.github.dualstream.benchmarks.workload.Servers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StarterTests {

	@Test
	void eachVariantStartsAndHasMoreBeansThanTheOneBefore() throws Exception {
		try (Servers servers = Servers.start()) {
			Starter starter = Starter.of(servers.properties());

			Figures springBoot = starter.start(Variant.SPRING_BOOT);
			Figures neighbours = starter.start(Variant.NEIGHBOURS);
			Figures dualStream = starter.start(Variant.DUAL_STREAM);

			assertThat(List.of(springBoot, neighbours, dualStream)).allSatisfy((start) -> {
				assertThat(start.get("ms until ready")).isPositive();
				assertThat(start.get("MB of heap in use")).isPositive();
			});
			assertThat(neighbours.get("beans")).isGreaterThan(springBoot.get("beans"));
			assertThat(dualStream.get("beans")).isGreaterThan(neighbours.get("beans"));
		}
	}

}
