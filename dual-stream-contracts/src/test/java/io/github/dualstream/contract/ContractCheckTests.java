package io.github.dualstream.contract;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.EncodedEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ContractCheck}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContractCheckTests {

	@TempDir
	private Path folder;

	private final List<String> checks = new ArrayList<>();

	private Contracts contracts;

	@BeforeEach
	void writeContracts() {
		this.contracts = new ContractFolder()
			.with("order.placed/1.schema.json", "{\"properties\": {\"total\": {\"type\": \"number\"}}}")
			.with("order.placed/2.schema.json",
					"{\"properties\": {\"total\": {\"type\": \"number\"}}, \"required\": [\"total\"]}")
			.load(this.folder);
	}

	private EncodedEvent check(boolean rejecting, Event.Builder event, String data) {
		return new ContractCheck(this.contracts, rejecting, (type, outcome) -> this.checks.add(type + " " + outcome))
			.check(new EncodedEvent(event.data(JsonData.of(data)).build(), data.getBytes(StandardCharsets.UTF_8)));
	}

	private static Event.Builder placed() {
		return Event.builder().source("order", "42").type("order.placed");
	}

	@Test
	void anEventThatSatisfiesTheNewestContractCarriesItsUri() {
		EncodedEvent checked = check(true, placed().extension("tenant", "acme"), "{\"total\": 1}");
		assertThat(checked.event().dataSchema()).isEqualTo("urn:dual-stream:contract:order.placed:2");
		assertThat(checked.event().extensions()).containsEntry("tenant", "acme");
		assertThat(checked.event().version()).isNull();
		assertThat(checked.data()).asString().isEqualTo("{\"total\": 1}");
		assertThat(this.checks).containsExactly("order.placed VALID");
	}

	@Test
	void anEventWithAVersionIsCheckedAgainstThatOne() {
		assertThat(check(true, placed().version("1"), "{}").event().dataSchema())
			.isEqualTo("urn:dual-stream:contract:order.placed:1");
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> check(true, placed().version("2"), "{}"));
	}

	@Test
	void aSchemaThatAnEventNamesItselfIsKept() {
		assertThat(check(true, placed().dataSchema("https://example.com/own"), "{\"total\": 1}").event().dataSchema())
			.isEqualTo("https://example.com/own");
	}

	@Test
	void anEventThatViolatesItsContractIsRejectedByFieldAndRule() {
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> check(true, placed().version("1"), "{\"total\": \"secret\"}"))
			.withMessageContaining("'order.placed' version 1")
			.withMessageContaining("'/total'")
			.withMessageContaining("number expected")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("data"));
		assertThat(this.checks).containsExactly("order.placed INVALID");
	}

	@Test
	void aVersionWithoutAContractIsRejected() {
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> check(true, placed().version("3"), "{\"total\": 1}"))
			.withMessageContaining("'3'")
			.withMessageContaining("[1, 2]")
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("version"));
		assertThat(this.checks).containsExactly("order.placed INVALID");
	}

	@Test
	void aTypeWithoutAContractPasses() {
		EncodedEvent checked = check(true, placed().type("order.paid"), "{}");
		assertThat(checked.event().dataSchema()).isNull();
		assertThat(this.checks).containsExactly("null NO_CONTRACT");
	}

	@Test
	void dataThatIsNotJsonIsRejectedIfItsTypeHasAContract() {
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> check(true, placed().contentType("text/plain"), "\"12\""))
			.withMessageContaining("'text/plain'")
			.withMessageContaining("'order.placed' version 2")
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("contentType"));
		assertThat(this.checks).containsExactly("order.placed INVALID");
	}

	@Test
	void whenNotRejectingThenTheFirstViolationOfEachContractIsLogged(CapturedOutput output) {
		ContractCheck check = new ContractCheck(this.contracts, false, (type, outcome) -> {
		});
		for (int i = 0; i < 3; i++) {
			EncodedEvent event = new EncodedEvent(placed().id("e" + i).data(JsonData.of("{}")).build(),
					"{}".getBytes(StandardCharsets.UTF_8));
			assertThat(check.check(event)).isSameAs(event);
		}
		assertThat(output).contains("id e0").contains("order.placed").contains("required property 'total' not found");
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).hasSize(1);
	}

}
