package io.github.dualstream.codec.examples;

/**
 * What a serializer needs of a schema registry, whichever it is.
 *
 * @param <S> type of the schemas
 */
public interface SchemaLookup<S> {

	/**
	 * URI of a schema, which is registered if it is not known.
	 * @param schema the schema
	 * @return its URI
	 */
	String uriOf(S schema);

	/**
	 * Find a schema.
	 * @param uri URI of the schema
	 * @return the schema
	 * @throws IllegalArgumentException if it is not known
	 */
	S byUri(String uri);

}
