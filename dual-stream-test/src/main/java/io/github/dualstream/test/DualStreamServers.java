package io.github.dualstream.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a test's application context a real Kafka and a real Redis, beside
 * {@code @SpringBootTest}.
 * <p>
 * They are containers where a container engine answers, else embedded servers;
 * {@link ServerKind} tells how that is decided and forced. One of each is started per
 * JVM, on first use and both at once, shared by all contexts and closed after them when
 * the JVM exits. The context connects to them whatever
 * {@code spring.kafka.bootstrap-servers} and {@code spring.data.redis.*} say. Their
 * addresses are in Spring Boot's {@code KafkaConnectionDetails} and
 * {@code DataRedisConnectionDetails}; embedded ones are also beans, {@link KafkaServer}
 * and {@link RedisServer}. As they are shared, a test uses topics, keys and channels of
 * its own, and brings back what it has killed or paused. Contexts with the same
 * attributes are cached as usual.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface DualStreamServers {

	/**
	 * Whether the context gets a Kafka.
	 * @return whether to start and connect to Kafka
	 */
	boolean kafka() default true;

	/**
	 * Whether the context gets a Redis.
	 * @return whether to start and connect to Redis
	 */
	boolean redis() default true;

	/**
	 * Whether the servers are embedded wherever the test runs, for a test that kills or
	 * pauses {@link KafkaServer} or {@link RedisServer}.
	 * @return whether they must not be containers
	 */
	boolean embedded() default false;

}
