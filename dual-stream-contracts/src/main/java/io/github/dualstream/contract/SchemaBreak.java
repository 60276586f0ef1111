package io.github.dualstream.contract;

/**
 * Rule of a reader's schema that data of a writer may violate.
 *
 * @param field JSON pointer to the field in the data, with {@code *} for the items of an
 * array and for other properties of an object; empty for the data as a whole
 * @param pointer JSON pointer to the rule in the schema of the reader
 * @param problem difference, phrased to follow the field
 */
public record SchemaBreak(String field, String pointer, String problem) {

	@Override
	public String toString() {
		return (this.field.isEmpty() ? "the data" : "field '" + this.field + "'") + " " + this.problem + " (rule '#"
				+ this.pointer + "')";
	}

}
