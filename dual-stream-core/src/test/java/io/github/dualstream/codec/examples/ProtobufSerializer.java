package io.github.dualstream.codec.examples;

import java.lang.reflect.Type;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.github.dualstream.Event;
import io.github.dualstream.codec.DataSerializer;
import io.github.dualstream.codec.SerializedData;

import org.springframework.util.ReflectionUtils;

/**
 * Example of a serializer: Protobuf messages. The class of the message is that of the
 * handler's parameter, so that no registry is needed; the schema is named for others.
 */
public final class ProtobufSerializer implements DataSerializer {

	@Override
	public String contentType() {
		return "application/protobuf";
	}

	@Override
	public boolean isDefaultFor(Class<?> type) {
		return Message.class.isAssignableFrom(type);
	}

	@Override
	public SerializedData write(Object data, Event event) {
		Message message = (Message) data;
		return new SerializedData(message.toByteArray(),
				"urn:protobuf:" + message.getDescriptorForType().getFullName());
	}

	@Override
	public Object read(byte[] data, Type type, Event event) {
		try {
			return defaultInstance((Class<?>) type).getParserForType().parseFrom(data);
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	private static Message defaultInstance(Class<?> type) {
		return (Message) ReflectionUtils.invokeMethod(ReflectionUtils.findMethod(type, "getDefaultInstance"), null);
	}

}
