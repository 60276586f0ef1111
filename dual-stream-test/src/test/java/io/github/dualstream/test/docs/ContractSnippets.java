package io.github.dualstream.test.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.dualstream.contract.AsyncApi;
import io.github.dualstream.contract.Compatibility;
import io.github.dualstream.contract.CompatibilityReport;
import io.github.dualstream.contract.Contract;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.autoconfigure.DualStreamTest;
import io.github.dualstream.test.contract.ConsumerVerification;
import io.github.dualstream.test.contract.PublisherVerification;
import io.github.dualstream.test.events.EventScenario;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Snippets of the page about contracts.
 */
final class ContractSnippets {

	private ContractSnippets() {
	}

	static class OrderContractTests {

		@TestFactory
		Stream<DynamicNode> contracts() {
			return PublisherVerification.ofClassPath()
				.consumersIn(Path.of("src/test/contracts/consumers"))
				.compatible(Compatibility.BACKWARD)
				.tests();
		}

	}

	@DualStreamTest(properties = "dual-stream.consumer.retry.max-attempts=1")
	@Import(Billing.class)
	static class BillingContractTests {

		@TestFactory
		Stream<DynamicNode> examples(EventScenario scenario) {
			return ConsumerVerification.of("billing", scenario)
				.publishersIn(Path.of("src/test/contracts/publishers"))
				.tests();
		}

	}

	static class Billing {

	}

	void compare(Contract version1, Contract version2) {
		CompatibilityReport report = Compatibility.BACKWARD.compare(version1, version2);
		assertThat(report.breaks()).as(report.toString()).isEmpty();
	}

	@SpringBootTest
	@AutoConfigureDualStream
	static class AsyncApiTests {

		@Test
		void writesTheDocument(@Autowired AsyncApi asyncApi) throws IOException {
			asyncApi.write(Path.of("target/asyncapi.json"));
		}

	}

}
