package io.github.dualstream.test.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.contract.ConsumerContract;
import io.github.dualstream.contract.ConsumerContracts;
import io.github.dualstream.contract.Contract;
import io.github.dualstream.contract.ContractExample;
import io.github.dualstream.contract.Contracts;
import io.github.dualstream.test.events.EventScenario;
import io.github.dualstream.test.events.HandledEvents;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of a consumer: each example of the events that it has contracts for satisfies its
 * contract, and passes through its listener without becoming a dead-letter record.
 * <pre class="code">
 * &#64;TestFactory
 * Stream&lt;DynamicNode&gt; examples(EventScenario scenario) {
 *     return ConsumerVerification.of("billing", scenario).tests();
 * }
 * </pre>
 */
public final class ConsumerVerification {

	private final String consumer;

	private final EventScenario scenario;

	private final ConsumerContracts needs;

	private final Contracts publishers;

	private ConsumerVerification(String consumer, EventScenario scenario, ConsumerContracts needs,
			Contracts publishers) {
		this.consumer = consumer;
		this.scenario = scenario;
		this.needs = needs;
		this.publishers = publishers;
	}

	/**
	 * Verify a consumer, with its contracts and those of publishers on the class path.
	 * @param consumer name of the consumer
	 * @param scenario scenarios of the application with the listener
	 * @return the verification
	 */
	public static ConsumerVerification of(String consumer, EventScenario scenario) {
		return new ConsumerVerification(consumer, scenario, ConsumerContracts.load((ClassLoader) null),
				Contracts.load((ClassLoader) null));
	}

	/**
	 * Take the contracts of publishers from a folder instead.
	 * @param folder folder with a folder for each event type
	 * @return the verification
	 */
	public ConsumerVerification publishersIn(Path folder) {
		return new ConsumerVerification(this.consumer, this.scenario, this.needs, Contracts.load(folder));
	}

	/**
	 * Take the contracts of the consumer from a folder instead.
	 * @param folder folder with a folder for each consumer
	 * @return the verification
	 */
	public ConsumerVerification consumersIn(Path folder) {
		return new ConsumerVerification(this.consumer, this.scenario, ConsumerContracts.load(folder), this.publishers);
	}

	/**
	 * Create the tests.
	 * @return tests of each contract of the consumer, for a method with
	 * {@link org.junit.jupiter.api.TestFactory @TestFactory}
	 */
	public Stream<DynamicNode> tests() {
		List<ConsumerContract> own = this.needs.of(this.consumer);
		if (own.isEmpty()) {
			return Stream
				.of(failing("contracts", "No contracts of consumer '" + this.consumer + "' were found. Their place is "
						+ ConsumerContracts.LOCATION + this.consumer + "/<type>/<version>.schema.json"));
		}
		return own.stream().map((need) -> DynamicContainer.dynamicContainer(need.contract().toString(), tests(need)));
	}

	private Stream<DynamicNode> tests(ConsumerContract need) {
		List<Contract> versions = this.publishers.of(need.contract().type())
			.stream()
			.filter((version) -> this.needs.neededOf(version).contains(need))
			.toList();
		List<DynamicNode> tests = versions.stream()
			.flatMap((version) -> version.examples().stream().map((example) -> test(need, version, example)))
			.toList();
		return !tests.isEmpty() ? tests.stream() : Stream.of(failing("examples", "No examples of " + need.contract()
				+ " or a later version were found; add the jar or the folder with the contracts of its publisher"));
	}

	private DynamicNode test(ConsumerContract need, Contract version, ContractExample example) {
		String name = version + ", example " + PublisherVerification.fileName(example);
		return DynamicTest.dynamicTest(name, () -> {
			PublisherVerification.requireValid(need.contract(), example, need.toString());
			HandledEvents handled = this.scenario.given(event(version, example)).whenHandled();
			if (!handled.deadLetters().isEmpty()) {
				throw new AssertionError("Example " + example.file() + " of " + version + " failed in consumer '"
						+ this.consumer + "': " + handled.deadLetters());
			}
			if (handled.handled() == 0) {
				throw new AssertionError(
						"Example " + example.file() + " of " + version + " was handled by no listener of consumer '"
								+ this.consumer + "': check the types and source types of its listeners");
			}
		});
	}

	private static Event event(Contract contract, ContractExample example) {
		return Event.builder()
			.source(contract.sourceType(), "example")
			.type(contract.type())
			.version(contract.version())
			.data(example.data())
			.build();
	}

	private static DynamicTest failing(String name, String problem) {
		return DynamicTest.dynamicTest(name, () -> {
			throw new AssertionError(problem);
		});
	}

}
