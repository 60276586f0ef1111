package io.github.dualstream.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Configures dual-stream with a log and a bus in memory: no server is started or asked,
 * whatever the application is configured with. For classes that have an annotation for
 * their context already, such as {@code @SpringBootTest}, {@code @DataJpaTest} or
 * {@code @WebMvcTest}; {@link DualStreamTest} is for those that have none.
 * <p>
 * Test methods may have parameters of the types
 * {@link io.github.dualstream.test.events.PublishedEvents},
 * {@link io.github.dualstream.test.events.EventScenario} and
 * {@link io.github.dualstream.test.events.StreamFailures}.
 *
 * @see DualStreamTest
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PropertyMapping("dual-stream.transport")
@ExtendWith(EventsExtension.class)
public @interface AutoConfigureDualStream {

	/**
	 * Engine of the log.
	 * @return value of {@code dual-stream.transport.log}
	 */
	String log() default "memory";

	/**
	 * Engine of the bus.
	 * @return value of {@code dual-stream.transport.bus}: {@code memory} or {@code none}
	 */
	String bus() default "memory";

}
