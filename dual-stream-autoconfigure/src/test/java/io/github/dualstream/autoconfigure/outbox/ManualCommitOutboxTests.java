package io.github.dualstream.autoconfigure.outbox;

import org.springframework.test.context.TestPropertySource;

/**
 * The outbox with a pool whose connections do not commit by themselves, as it is often
 * set for Hibernate.
 */
@TestPropertySource(properties = { "spring.datasource.url=jdbc:h2:mem:manual-commit;DB_CLOSE_DELAY=-1",
		"spring.datasource.hikari.auto-commit=false" })
class ManualCommitOutboxTests extends OutboxScenarios {

}
