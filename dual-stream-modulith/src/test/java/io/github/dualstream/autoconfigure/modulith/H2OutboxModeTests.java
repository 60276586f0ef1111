package io.github.dualstream.autoconfigure.modulith;

import org.springframework.test.context.TestPropertySource;

/**
 * Mode {@code outbox} in H2.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:modulith-outbox")
class H2OutboxModeTests extends OutboxModeScenarios {

}
