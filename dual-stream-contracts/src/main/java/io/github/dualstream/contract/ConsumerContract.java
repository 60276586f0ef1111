package io.github.dualstream.contract;

/**
 * Contract of a consumer: fields and constraints that it needs of an event type. It holds
 * for the version that it names and for later ones, up to the next version of which the
 * consumer has a contract.
 *
 * @param consumer name of the consumer, such as its {@code spring.application.name}
 * @param contract needs of the consumer
 */
public record ConsumerContract(String consumer, Contract contract) {

	@Override
	public String toString() {
		return "consumer '" + this.consumer + "'";
	}

}
