package io.github.dualstream.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation that provides a test's application context with a real Kafka and a real
 * Redis, and on request NATS, beside {@code @SpringBootTest}.
 * <p>
 * If a container engine is running, they start in containers, otherwise as embedded
 * servers; see {@link ServerKind}. One of each is started per JVM, on first use and both
 * at once, shared by all contexts and closed after them when the JVM exits. The context
 * connects to them regardless of {@code spring.kafka.bootstrap-servers},
 * {@code spring.data.redis.*} and {@code dual-stream.nats.server}. Their addresses are in
 * Spring Boot's {@code KafkaConnectionDetails} and {@code DataRedisConnectionDetails};
 * embedded ones are also beans, {@link KafkaServer}, {@link RedisServer} and
 * {@link NatsServer}. Since they are shared, a test must use topics, keys and channels of
 * its own, and restart or resume servers that it has killed or paused. Contexts with the
 * same attributes are cached as usual.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface DualStreamServers {

	/**
	 * Whether the context is connected to Kafka.
	 * @return whether to start and connect to Kafka
	 */
	boolean kafka() default true;

	/**
	 * Whether the context is connected to Redis.
	 * @return whether to start and connect to Redis
	 */
	boolean redis() default true;

	/**
	 * Whether the context is connected to NATS, with JetStream.
	 * @return whether to start and connect to NATS
	 */
	boolean nats() default false;

	/**
	 * Whether the servers are embedded wherever the test runs, for a test that kills or
	 * pauses {@link KafkaServer}, {@link RedisServer} or {@link NatsServer}.
	 * @return whether they must not be containers
	 */
	boolean embedded() default false;

}
