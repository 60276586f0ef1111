package io.github.dualstream.autoconfigure.actuator;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;

/**
 * Conditional that matches when {@code /actuator/dualstream} is available. Required by
 * every configuration that has a {@link StatusContributor}. The class is given by name,
 * since the condition does not see that of a meta-annotation.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ConditionalOnClass(
		name = "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
@ConditionalOnAvailableEndpoint(DualStreamEndpoint.class)
public @interface ConditionalOnDualStreamStatus {

}
