package io.github.dualstream.codec.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

import io.github.dualstream.Event;
import io.github.dualstream.codec.DataSerializer;
import io.github.dualstream.codec.SerializedData;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Example of a serializer: Avro's binary encoding. The schema that data was written with
 * is named by the event, and found in any registry.
 */
public final class AvroSerializer implements DataSerializer {

	private final SchemaLookup<Schema> schemas;

	/**
	 * Create the serializer.
	 * @param schemas registry of the schemas
	 */
	public AvroSerializer(SchemaLookup<Schema> schemas) {
		this.schemas = schemas;
	}

	@Override
	public String contentType() {
		return "application/avro";
	}

	@Override
	public boolean isDefaultFor(Class<?> type) {
		return GenericContainer.class.isAssignableFrom(type);
	}

	@Override
	public SerializedData write(Object data, Event event) {
		Schema schema = ((GenericContainer) data).getSchema();
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(output, null);
		try {
			new GenericDatumWriter<>(schema).write(data, encoder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new SerializedData(output.toByteArray(), this.schemas.uriOf(schema));
	}

	@Override
	public Object read(byte[] data, Type type, Event event) {
		if (event.dataSchema() == null) {
			throw new IllegalArgumentException("the event names no schema");
		}
		BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(data, null);
		try {
			return new GenericDatumReader<>(this.schemas.byUri(event.dataSchema())).read(null, decoder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
