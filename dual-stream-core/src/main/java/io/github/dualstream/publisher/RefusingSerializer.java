package io.github.dualstream.publisher;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Refuses every object. It does so only when there is one: a type that no event holds is
 * no problem.
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
