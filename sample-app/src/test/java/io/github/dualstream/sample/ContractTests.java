package io.github.dualstream.sample;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

import io.github.dualstream.RejectedException;
import io.github.dualstream.aggregate.EventType;
import io.github.dualstream.contract.AsyncApi;
import io.github.dualstream.contract.Compatibility;
import io.github.dualstream.test.autoconfigure.AutoConfigureDualStream;
import io.github.dualstream.test.contract.PublisherVerification;
import io.github.dualstream.test.events.PublishedEvents;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The contracts of the sample's events.
 */
@SpringBootTest(properties = "spring.datasource.url=jdbc:h2:mem:contracts")
@AutoConfigureDualStream
class ContractTests {

	@TestFactory
	Stream<DynamicNode> contracts() {
		return PublisherVerification.ofClassPath().compatible(Compatibility.BACKWARD).tests();
	}

	@Test
	void anOrderThatViolatesItsContractIsNotPlaced(@Autowired OrderService orders, PublishedEvents events) {
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> orders.place("1", "red bicycle", new BigDecimal("-1")))
			.withMessageContaining("'order.placed' version 1")
			.withMessageContaining("'/total'");
		assertThat(events.ofType("order.placed")).isEmpty();
	}

	@Test
	void eachEventOfAnOrderHasAContract(@Autowired AsyncApi asyncApi) {
		JsonNode messages = new JsonMapper().readTree(asyncApi.json()).at("/components/messages");
		assertThat(Stream.concat(Stream.of(OrderPlaced.class), Arrays.stream(OrderStep.class.getPermittedSubclasses()))
			.map((type) -> type.getAnnotation(EventType.class).value())).hasSize(8)
			.allSatisfy((type) -> assertThat(messages.path(type + "-1").path("examples")).hasSize(1));
	}

	@Test
	void theAsyncApiDocumentIsPartOfTheBuild(@Autowired AsyncApi asyncApi) throws IOException {
		Path file = Path.of("target", "asyncapi.json");
		asyncApi.write(file);
		assertThat(Files.readString(file)).contains("send-orders").contains("order.placed-1");
	}

}
