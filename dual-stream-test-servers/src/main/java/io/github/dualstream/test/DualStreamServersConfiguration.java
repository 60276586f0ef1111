package io.github.dualstream.test;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Runs an application against real servers that it starts itself, for a {@code main}
 * method among the tests:
 *
 * <pre class="code">
 * SpringApplication.from(MyApplication::main).with(DualStreamServersConfiguration.class).run(args);
 * </pre>
 *
 * They are those of {@code dual-stream.transport.log} and
 * {@code dual-stream.transport.bus}, by default Kafka and Redis, and containers or
 * embedded, see {@link ServerKind}. Tests use
 * {@link DualStreamServers @DualStreamServers}, which has the same beans.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(DualStreamServersConfiguration.Servers.class)
public final class DualStreamServersConfiguration {

	/**
	 * Chooses the servers, and between containers and embedded ones.
	 */
	static class Servers implements ImportSelector {

		private final String log;

		private final String bus;

		Servers(Environment environment) {
			this.log = environment.getProperty("dual-stream.transport.log", "kafka");
			this.bus = environment.getProperty("dual-stream.transport.bus", "redis");
		}

		@Override
		public String[] selectImports(AnnotationMetadata metadata) {
			List<String> servers = new ArrayList<>();
			if (this.log.equals("kafka")) {
				servers.add(ServerKind.chosen().kafka().getName());
			}
			if (this.log.equals("redis-streams") || this.bus.equals("redis")) {
				servers.add(ServerKind.chosen().redis().getName());
			}
			if (this.log.equals("nats") || this.bus.equals("nats")) {
				servers.add(ServerKind.chosen().nats().getName());
			}
			return servers.toArray(String[]::new);
		}

	}

}
