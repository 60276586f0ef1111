package io.github.dualstream.autoconfigure.health;

import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Part of the {@code dualStream} health component. Each bean of this type becomes one,
 * including those of the application. An indicator that does not answer in time is down.
 *
 * @param name unique name below the component
 * @param indicator indicator of the part
 */
public record HealthPart(String name, HealthIndicator indicator) {

}
