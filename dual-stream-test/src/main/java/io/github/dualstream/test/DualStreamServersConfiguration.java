package io.github.dualstream.test;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Runs an application against a real Kafka and a real Redis that it starts itself, for a
 * {@code main} method among the tests:
 *
 * <pre class="code">
 * SpringApplication.from(MyApplication::main).with(DualStreamServersConfiguration.class).run(args);
 * </pre>
 *
 * Tests use {@link DualStreamServers @DualStreamServers}, which has the same beans.
 */
@TestConfiguration(proxyBeanMethods = false)
@Import({ KafkaServerConfiguration.class, RedisServerConfiguration.class })
public final class DualStreamServersConfiguration {

}
