package io.github.dualstream.test.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.dualstream.contract.Compatibility;
import io.github.dualstream.contract.CompatibilityReport;
import io.github.dualstream.contract.ConsumerContract;
import io.github.dualstream.contract.ConsumerContracts;
import io.github.dualstream.contract.Contract;
import io.github.dualstream.contract.ContractExample;
import io.github.dualstream.contract.ContractViolation;
import io.github.dualstream.contract.Contracts;
import io.github.dualstream.contract.SchemaBreak;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests of the contracts of a publisher: its examples satisfy them, its versions are
 * compatible, and it promises what each consumer needs. Needs no Spring.
 * <pre class="code">
 * &#64;TestFactory
 * Stream&lt;DynamicNode&gt; contracts() {
 *     return PublisherVerification.ofClassPath().consumersIn(Path.of("consumers")).tests();
 * }
 * </pre>
 */
public final class PublisherVerification {

	private final Contracts contracts;

	private final List<ConsumerContracts> consumers;

	private final @Nullable Compatibility compatibility;

	private PublisherVerification(Contracts contracts, List<ConsumerContracts> consumers,
			@Nullable Compatibility compatibility) {
		this.contracts = contracts;
		this.consumers = List.copyOf(consumers);
		this.compatibility = compatibility;
	}

	/**
	 * Verify all contracts of the class path, against each other and against those of the
	 * consumers on the class path.
	 * @return the verification
	 */
	public static PublisherVerification ofClassPath() {
		return new PublisherVerification(Contracts.load((ClassLoader) null),
				List.of(ConsumerContracts.load((ClassLoader) null)), null);
	}

	/**
	 * Verify the contracts of a folder, against each other.
	 * @param folder folder with a folder for each event type
	 * @return the verification
	 */
	public static PublisherVerification in(Path folder) {
		return new PublisherVerification(Contracts.load(folder), List.of(), null);
	}

	/**
	 * Verify against the contracts of consumers in a folder, too.
	 * @param folder folder with a folder for each consumer
	 * @return the verification
	 */
	public PublisherVerification consumersIn(Path folder) {
		List<ConsumerContracts> more = new ArrayList<>(this.consumers);
		more.add(ConsumerContracts.load(folder));
		return new PublisherVerification(this.contracts, more, this.compatibility);
	}

	/**
	 * Verify that each version of a type is compatible with the one before it.
	 * @param compatibility kind of compatibility
	 * @return the verification
	 */
	public PublisherVerification compatible(Compatibility compatibility) {
		return new PublisherVerification(this.contracts, this.consumers, compatibility);
	}

	/**
	 * Create the tests.
	 * @return tests of each contract, for a method with
	 * {@link org.junit.jupiter.api.TestFactory @TestFactory}
	 */
	public Stream<DynamicNode> tests() {
		List<Contract> all = this.contracts.all();
		if (all.isEmpty()) {
			return Stream.of(DynamicTest.dynamicTest("contracts", () -> {
				throw new AssertionError("No contracts were found. Their place is " + Contracts.LOCATION
						+ "<type>/<version>.schema.json");
			}));
		}
		return all.stream().map((contract) -> DynamicContainer.dynamicContainer(contract.toString(), tests(contract)));
	}

	private Stream<DynamicNode> tests(Contract contract) {
		return Stream.of(examples(contract), compatibility(contract), consumers(contract)).flatMap((tests) -> tests);
	}

	private static Stream<DynamicNode> examples(Contract contract) {
		List<ContractExample> examples = contract.examples();
		if (examples.isEmpty()) {
			return Stream.of(DynamicTest.dynamicTest("has an example", () -> {
				throw new AssertionError(contract + " has no example, which consumers need for their tests. Add "
						+ contract.version() + ".example.json beside " + contract.file());
			}));
		}
		return examples.stream()
			.map((example) -> DynamicTest.dynamicTest("example " + fileName(example),
					() -> requireValid(contract, example, contract.toString())));
	}

	private Stream<DynamicNode> compatibility(Contract contract) {
		List<Contract> versions = this.contracts.of(contract.type());
		int index = versions.indexOf(contract);
		Compatibility kind = this.compatibility;
		if (kind == null || index == 0) {
			return Stream.empty();
		}
		Contract earlier = versions.get(index - 1);
		return Stream.of(DynamicTest.dynamicTest("compatible with version " + earlier.version(), () -> {
			CompatibilityReport report = kind.compare(earlier, contract);
			if (!report.isCompatible()) {
				throw new AssertionError(report.toString());
			}
		}));
	}

	private Stream<DynamicNode> consumers(Contract contract) {
		return this.consumers.stream()
			.flatMap((consumers) -> consumers.neededOf(contract).stream())
			.map((need) -> DynamicTest.dynamicTest(need.toString(), () -> requireSatisfied(contract, need)));
	}

	private static void requireSatisfied(Contract contract, ConsumerContract need) {
		List<SchemaBreak> breaks = Compatibility.breaks(contract, need.contract());
		if (!breaks.isEmpty()) {
			throw new AssertionError(contract + " does not promise what " + need + " needs (" + need.contract().file()
					+ "):" + lines(breaks));
		}
		contract.examples().forEach((example) -> requireValid(need.contract(), example, need.toString()));
	}

	static void requireValid(Contract contract, ContractExample example, String whose) {
		List<ContractViolation> violations = contract.check(example.data());
		if (!violations.isEmpty()) {
			throw new AssertionError(
					"Example " + example.file() + " of '" + contract.type() + "' does not satisfy the contract of "
							+ whose + " (" + contract.file() + "):" + lines(violations));
		}
	}

	private static String lines(List<?> problems) {
		return problems.stream().map((problem) -> "\n  - " + problem).collect(Collectors.joining());
	}

	static String fileName(ContractExample example) {
		return example.file().substring(example.file().lastIndexOf('/') + 1);
	}

}
