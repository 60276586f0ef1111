package io.github.dualstream.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Contracts of one event type, by version.
 */
final class ContractVersions {

	private final @Nullable String consumer;

	private final List<Contract> all;

	private final Map<String, Contract> byVersion = new HashMap<>();

	private ContractVersions(@Nullable String consumer, List<Contract> contracts) {
		this.consumer = consumer;
		this.all = contracts.stream().sorted(Comparator.comparing(Contract::comparableVersion)).toList();
		this.all.forEach((contract) -> this.byVersion.put(contract.version(), contract));
	}

	/**
	 * Read contracts.
	 * @param files schemas and examples, in any order
	 * @return the contracts, of each consumer and type
	 */
	static List<ContractVersions> read(List<ContractFile> files) {
		Map<List<@Nullable String>, List<Contract>> types = new LinkedHashMap<>();
		byVersion(files).forEach((key, version) -> types.computeIfAbsent(key.subList(0, 2), (type) -> new ArrayList<>())
			.add(contract(version)));
		return types.entrySet()
			.stream()
			.map((type) -> new ContractVersions(type.getKey().get(0), type.getValue()))
			.toList();
	}

	private static Map<List<@Nullable String>, List<ContractFile>> byVersion(List<ContractFile> files) {
		Map<List<@Nullable String>, List<ContractFile>> versions = new LinkedHashMap<>();
		files.forEach((file) -> versions
			.computeIfAbsent(Arrays.asList(file.consumer(), file.type(), file.version()), (key) -> new ArrayList<>())
			.add(file));
		return versions;
	}

	private static Contract contract(List<ContractFile> files) {
		List<ContractFile> schemas = files.stream().filter((file) -> !file.example()).toList();
		if (schemas.isEmpty()) {
			throw new InvalidContractException(files.get(0).location(), "is an example without a schema",
					"Add " + files.get(0).version() + ".schema.json beside it.");
		}
		ContractFile schema = schemas.get(0);
		byte[] bytes = schema.bytes();
		for (ContractFile other : schemas.subList(1, schemas.size())) {
			if (!Arrays.equals(bytes, other.bytes())) {
				throw new InvalidContractException(schema.location(),
						"differs from the contract of the same type and version in " + other.location(),
						"Leave one of them on the class path, or give the newer one a version of its own.");
			}
		}
		return new Contract(schema, schema.schema(bytes), files.stream().filter(ContractFile::example).toList());
	}

	@Nullable String consumer() {
		return this.consumer;
	}

	String type() {
		return newest().type();
	}

	List<Contract> all() {
		return this.all;
	}

	Contract newest() {
		return this.all.get(this.all.size() - 1);
	}

	/** Contract of a version; the newest one for {@code null}. */
	@Nullable Contract find(@Nullable String version) {
		return (version != null) ? this.byVersion.get(version) : newest();
	}

	/**
	 * Newest contract that is not newer than a version.
	 */
	@Nullable Contract asOf(Contract version) {
		Contract found = null;
		for (Contract contract : this.all) {
			if (contract.comparableVersion().compareTo(version.comparableVersion()) <= 0) {
				found = contract;
			}
		}
		return found;
	}

}
