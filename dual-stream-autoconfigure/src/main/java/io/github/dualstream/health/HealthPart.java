package io.github.dualstream.health;

import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A part of the {@code dualStream} health component. Each bean of this type becomes one.
 *
 * @param name name below the component
 * @param indicator tells the health of the part
 */
public record HealthPart(String name, HealthIndicator indicator) {

}
