package io.github.dualstream

import java.time.Instant

/**
 * Create an event, with named arguments in place of a builder.
 * @param sourceType kind of the source
 * @param sourceId id of the source
 * @param type type of the event
 * @param data payload of the event
 * @param id id of the event; a new one by default
 * @param time time of the fact; now by default
 * @param contentType media type of the data; that of its class by default
 * @param dataSchema URI of the data's schema
 * @param version version of the data's schema
 * @param correlationId id of the conversation
 * @param causationId id of the event that caused it
 * @param extensions further attributes
 * @return the event
 * @throws RejectedException if a field is not valid
 */
public fun eventOf(
	sourceType: String,
	sourceId: String,
	type: String,
	data: Any,
	id: String? = null,
	time: Instant? = null,
	contentType: String? = null,
	dataSchema: String? = null,
	version: String? = null,
	correlationId: String? = null,
	causationId: String? = null,
	extensions: Map<String, String> = emptyMap(),
): Event {
	val builder = Event.builder().source(sourceType, sourceId).type(type).data(data)
	id?.let(builder::id)
	time?.let(builder::time)
	extensions.forEach(builder::extension)
	return builder.contentType(contentType)
		.dataSchema(dataSchema)
		.version(version)
		.correlationId(correlationId)
		.causationId(causationId)
		.build()
}
