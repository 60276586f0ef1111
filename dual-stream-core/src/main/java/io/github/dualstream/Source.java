package io.github.dualstream;

/**
 * Subject of an event. Two sources with the same type and id are the same source. A type
 * has no colon, so the text form {@code type:id} splits one way only.
 *
 * @param type kind of the source, with the constraints of {@link Event}
 * @param id id within the type, with the constraints of {@link Event}
 */
public record Source(String type, String id) {

	/**
	 * Create the source.
	 * @throws RejectedException if the type or the id is not valid
	 */
	public Source {
		type = EventRules.sourceType(type);
		id = EventRules.sourceId(id);
	}

	/**
	 * Read the text form.
	 * @param text {@code type:id}, split at the first colon
	 * @return the source
	 * @throws RejectedException if there is no colon, or the type or the id is not valid
	 */
	public static Source parse(String text) {
		int colon = text.indexOf(':');
		if (colon < 0) {
			throw new RejectedException("source", "has no colon; it must be written type:id");
		}
		return new Source(text.substring(0, colon), text.substring(colon + 1));
	}

	@Override
	public String toString() {
		return this.type + ":" + this.id;
	}

}
