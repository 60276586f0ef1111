package io.github.dualstream.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Contracts of publishers, by event type and version. Immutable.
 */
public final class Contracts {

	/**
	 * Location on the class path, with a folder for each event type:
	 * {@code order.placed/1.schema.json}, and beside it its examples:
	 * {@code order.placed/1.example.json}, {@code order.placed/1.example-gift.json}.
	 */
	public static final String LOCATION = "META-INF/dual-stream/contracts/";

	private final Map<String, ContractVersions> types = new TreeMap<>();

	private Contracts(List<ContractFile> files) {
		ContractVersions.read(files).forEach((versions) -> this.types.put(versions.type(), versions));
	}

	/**
	 * Load the contracts of the class path, from {@link #LOCATION} in each of its jars
	 * and folders.
	 * @param classLoader class loader to search with; {@code null} for the default one
	 * @return the contracts
	 * @throws InvalidContractException if a file cannot be used, or two files are
	 * different contracts of one version
	 */
	public static Contracts load(@Nullable ClassLoader classLoader) {
		return new Contracts(ContractFiles.onClassPath(LOCATION, 1, classLoader));
	}

	/**
	 * Load the contracts of a folder.
	 * @param folder folder with a folder for each event type
	 * @return the contracts
	 * @throws InvalidContractException if a file cannot be used
	 */
	public static Contracts load(Path folder) {
		return new Contracts(ContractFiles.in(folder, 1));
	}

	/**
	 * List all contracts.
	 * @return the contracts by type and version, the oldest version first
	 */
	public List<Contract> all() {
		return this.types.values().stream().flatMap((versions) -> versions.all().stream()).toList();
	}

	/**
	 * List the contracts of a type.
	 * @param type event type
	 * @return the contracts, the oldest version first; empty if there are none
	 */
	public List<Contract> of(String type) {
		ContractVersions versions = versions(type);
		return (versions != null) ? versions.all() : List.of();
	}

	/**
	 * Find the contract of an event.
	 * @param type event type
	 * @param version version of the event; {@code null} for the newest
	 * @return the contract; {@code null} if there is none
	 */
	public @Nullable Contract find(String type, @Nullable String version) {
		ContractVersions versions = versions(type);
		return (versions != null) ? versions.find(version) : null;
	}

	@Nullable ContractVersions versions(String type) {
		return this.types.get(type);
	}

}
