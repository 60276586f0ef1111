package io.github.dualstream.codec;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Serializer that rejects every object, at the time of serialization: a type that no
 * event contains causes no error.
 */
final class RefusingSerializer extends StdSerializer<Object> {

	private final String problem;

	RefusingSerializer(String problem) {
		super(Object.class);
		this.problem = problem;
	}

	@Override
	public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
		throw DatabindException.from(generator, this.problem);
	}

	@Override
	public void serializeWithType(Object value, JsonGenerator generator, SerializationContext context,
			TypeSerializer types) {
		serialize(value, generator, context);
	}

}
