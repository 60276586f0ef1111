package io.github.dualstream.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.core.env.Environment;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Test of what an application publishes and handles, on a log and a bus in memory. No
 * server is started or asked, and no other auto-configuration is applied than that of
 * dual-stream and of the JSON mapper.
 * <p>
 * Of the application's components, only those are found that affect how events are
 * handled: {@link io.github.dualstream.consumer.HandlerDecorator HandlerDecorator},
 * {@link io.github.dualstream.consumer.ConsumerListener ConsumerListener},
 * {@link io.github.dualstream.consumer.FailureDecider FailureDecider},
 * {@link io.github.dualstream.codec.DataSerializer DataSerializer} and the customizers of
 * consumers and dead-letter records; import the listeners and services under test with
 * {@link org.springframework.context.annotation.Import @Import}. Where more of the
 * application is needed, use {@link AutoConfigureDualStream} beside another annotation.
 *
 * @see AutoConfigureDualStream
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(DualStreamTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(DualStreamTypeExcludeFilter.class)
@AutoConfigureDualStream
@ImportAutoConfiguration
public @interface DualStreamTest {

	/**
	 * Properties in the form {@code key=value} to add to the {@link Environment} before
	 * the test runs.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * Determines if default filtering should be used with
	 * {@link org.springframework.boot.autoconfigure.SpringBootApplication @SpringBootApplication}.
	 * @return whether default filters should be used
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Filters of beans to add that would otherwise be left out.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Filters of beans to leave out that would otherwise be added.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out.
	 * @return the classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
