package io.github.dualstream.autoconfigure.outbox;

import org.springframework.test.context.TestPropertySource;

/**
 * The outbox in H2.
 */
@TestPropertySource(properties = "spring.datasource.url=jdbc:h2:mem:outbox;DB_CLOSE_DELAY=-1")
class H2OutboxTests extends OutboxScenarios {

}
