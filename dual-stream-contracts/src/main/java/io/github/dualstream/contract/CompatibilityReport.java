package io.github.dualstream.contract;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Outcome of a comparison of two versions.
 *
 * @param compatibility kind of compatibility
 * @param earlier earlier version
 * @param later later version
 * @param breaks breaks of the compatibility
 */
public record CompatibilityReport(Compatibility compatibility, Contract earlier, Contract later,
		List<SchemaBreak> breaks) {

	public CompatibilityReport {
		breaks = List.copyOf(breaks);
	}

	/**
	 * Whether the versions are compatible.
	 * @return {@code true} if there is no break
	 */
	public boolean isCompatible() {
		return this.breaks.isEmpty();
	}

	@Override
	public String toString() {
		String kind = this.compatibility.name().toLowerCase(Locale.ROOT) + " compatible";
		if (isCompatible()) {
			return this.later + " is " + kind + " with version " + this.earlier.version();
		}
		return this.later + " is not " + kind + " with version " + this.earlier.version() + ":\n"
				+ this.breaks.stream().map((found) -> "  - " + found).collect(Collectors.joining("\n"));
	}

}
