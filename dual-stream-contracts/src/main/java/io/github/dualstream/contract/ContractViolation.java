package io.github.dualstream.contract;

/**
 * Place where data violates a contract.
 *
 * @param pointer JSON pointer into the data; empty for the data as a whole
 * @param message rule that is violated, phrased to follow the place; without the data
 */
public record ContractViolation(String pointer, String message) {

	@Override
	public String toString() {
		return this.pointer.isEmpty() ? "the data " + this.message : "'" + this.pointer + "' " + this.message;
	}

}
