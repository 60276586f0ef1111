package io.github.dualstream.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Contracts of consumers. Immutable.
 */
public final class ConsumerContracts {

	/**
	 * Location on the class path, with a folder for each consumer and event type:
	 * {@code billing/order.placed/1.schema.json}.
	 */
	public static final String LOCATION = "META-INF/dual-stream/consumers/";

	private final List<ContractVersions> needs;

	private ConsumerContracts(List<ContractFile> files) {
		this.needs = ContractVersions.read(files);
	}

	/**
	 * Load the contracts of the class path, from {@link #LOCATION} in each of its jars
	 * and folders.
	 * @param classLoader class loader to search with; {@code null} for the default one
	 * @return the contracts
	 * @throws InvalidContractException if a file cannot be used, or two files are
	 * different contracts of a consumer for one version
	 */
	public static ConsumerContracts load(@Nullable ClassLoader classLoader) {
		return new ConsumerContracts(ContractFiles.onClassPath(LOCATION, 2, classLoader));
	}

	/**
	 * Load the contracts of a folder.
	 * @param folder folder with a folder for each consumer
	 * @return the contracts
	 * @throws InvalidContractException if a file cannot be used
	 */
	public static ConsumerContracts load(Path folder) {
		return new ConsumerContracts(ContractFiles.in(folder, 2));
	}

	/**
	 * List all contracts.
	 * @return the contracts of all consumers
	 */
	public List<ConsumerContract> all() {
		return this.needs.stream()
			.flatMap((needs) -> needs.all().stream().map((contract) -> contract(needs, contract)))
			.toList();
	}

	/**
	 * List the contracts of a consumer.
	 * @param consumer name of the consumer
	 * @return its contracts; empty if it has none
	 */
	public List<ConsumerContract> of(String consumer) {
		return all().stream().filter((contract) -> contract.consumer().equals(consumer)).toList();
	}

	/**
	 * Find the contracts that a publisher's contract must satisfy.
	 * @param contract contract of a publisher
	 * @return a contract of each consumer that needs events of this type and version
	 */
	public List<ConsumerContract> neededOf(Contract contract) {
		return this.needs.stream()
			.filter((needs) -> needs.type().equals(contract.type()))
			.flatMap((needs) -> Stream.ofNullable(needs.asOf(contract)).map((need) -> contract(needs, need)))
			.toList();
	}

	private static ConsumerContract contract(ContractVersions needs, Contract contract) {
		return new ConsumerContract(Objects.requireNonNull(needs.consumer()), contract);
	}

}
