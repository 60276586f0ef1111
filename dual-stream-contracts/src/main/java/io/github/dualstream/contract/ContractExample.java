package io.github.dualstream.contract;

import io.github.dualstream.JsonData;

/**
 * Example of the data of an event, from a file beside its contract.
 *
 * @param file location of the file
 * @param data data of the event
 */
public record ContractExample(String file, JsonData data) {

	@Override
	public String toString() {
		return this.file;
	}

}
