package io.github.dualstream.autoconfigure.health;

import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * A part of the {@code dualStream} health component. Each bean of this type becomes one,
 * those of the application too. An indicator that does not answer in time is down.
 *
 * @param name name below the component, which no other part has
 * @param indicator tells the health of the part
 */
public record HealthPart(String name, HealthIndicator indicator) {

}
