package io.github.dualstream.test;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Runs an application against a real Kafka and a real Redis that it starts itself, for a
 * {@code main} method among the tests:
 *
 * <pre class="code">
 * SpringApplication.from(MyApplication::main).with(DualStreamServersConfiguration.class).run(args);
 * </pre>
 *
 * They are containers or embedded, see {@link ServerKind}. Tests use
 * {@link DualStreamServers @DualStreamServers}, which has the same beans.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import(DualStreamServersConfiguration.Servers.class)
public final class DualStreamServersConfiguration {

	/**
	 * Chooses between containers and embedded servers.
	 */
	static class Servers implements ImportSelector {

		@Override
		public String[] selectImports(AnnotationMetadata metadata) {
			ServerKind kind = ServerKind.chosen();
			return new String[] { kind.kafka().getName(), kind.redis().getName() };
		}

	}

}
