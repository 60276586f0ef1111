package io.github.dualstream.autoconfigure.contract;

import io.github.dualstream.contract.ConsumerContracts;
import io.github.dualstream.contract.Contracts;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Runtime hints for the files of contracts, and the schema that they are checked against.
 */
final class ContractRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		hints.resources().registerPattern(Contracts.LOCATION + "**");
		hints.resources().registerPattern(ConsumerContracts.LOCATION + "**");
		hints.resources().registerPattern("draft/2020-12/**");
		// the validator's own hints have its texts as files, but it reads them as a
		// bundle
		hints.resources().registerResourceBundle("jsv-messages");
	}

}
