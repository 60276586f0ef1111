package io.github.dualstream.saga;

/**
 * Name and id of a saga.
 *
 * @param saga name of the saga
 * @param id id of the saga, unique for its name
 */
public record SagaKey(String saga, String id) {

	/**
	 * The key as a text.
	 * @return name and id, separated by a colon
	 */
	@Override
	public String toString() {
		return this.saga + ":" + this.id;
	}

}
