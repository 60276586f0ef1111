package io.github.dualstream.codec.examples;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.StringValue;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.NoData;
import io.github.dualstream.Position;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.codec.EncodedEvent;
import io.github.dualstream.codec.EventEncoder;
import io.github.dualstream.codec.EventReader;
import io.github.dualstream.codec.EventWriter;
import io.github.dualstream.codec.UnreadableRecordException;
import io.github.dualstream.codec.WireFormat;
import io.github.dualstream.transport.LogRecord;
import io.github.dualstream.transport.NewRecord;
import io.github.dualstream.transport.RecordHeader;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Data of other content types than JSON, from an event over the record to a handler, with
 * Avro and Protobuf as examples.
 */
class DataSerializersTests {

	private static final Schema SCHEMA = SchemaBuilder.record("Price").fields().requiredInt("cents").endRecord();

	private final DataSerializers serializers = new DataSerializers(
			List.of(new AvroSerializer(new Schemas()), new ProtobufSerializer()));

	private final EventEncoder encoder = new EventEncoder(JsonMapper.shared(), this.serializers, 1_000);

	@ParameterizedTest
	@EnumSource
	void avroIsReadWithTheSchemaThatTheEventNames(WireFormat format) throws Exception {
		GenericRecord price = new GenericRecordBuilder(SCHEMA).set("cents", 4711).build();
		Event read = throughTheLog(format, Event.of("book", "1", "price.changed", price));
		assertThat(read.contentType()).isEqualTo("application/avro");
		assertThat(read.dataSchema()).isEqualTo("https://schemas.example.com/Price");
		assertThat(this.serializers.read(read, (BinaryData) read.data(), GenericRecord.class)).isEqualTo(price);
	}

	@ParameterizedTest
	@EnumSource
	void protobufIsReadAsTheTypeOfTheHandler(WireFormat format) throws Exception {
		StringValue text = StringValue.of("gr\u00f6\u00dfe");
		Event read = throughTheLog(format, Event.of("book", "1", "title.changed", text));
		assertThat(read.contentType()).isEqualTo("application/protobuf");
		assertThat(read.dataSchema()).isEqualTo("urn:protobuf:google.protobuf.StringValue");
		assertThat(this.serializers.read(read, (BinaryData) read.data(), StringValue.class)).isEqualTo(text);
	}

	@ParameterizedTest
	@EnumSource
	void bytesAndTextAreBuiltIn(WireFormat format) throws Exception {
		byte[] bytes = { 0, (byte) 0xff, 'a' };
		Event read = throughTheLog(format, Event.of("book", "1", "cover.changed", bytes));
		assertThat(read.contentType()).isEqualTo("application/octet-stream");
		assertThat(read.data()).isEqualTo(BinaryData.of(bytes));
		assertThat(this.serializers.read(read, BinaryData.of(bytes), byte[].class)).isEqualTo(bytes);
		Event text = throughTheLog(format,
				event("gr\u00f6\u00dfe").contentType("text/plain; charset=utf-8").dataSchema("urn:text").build());
		assertThat(text.contentType()).isEqualTo("text/plain; charset=utf-8");
		assertThat(text.dataSchema()).isEqualTo("urn:text");
		assertThat(this.serializers.read(text, (BinaryData) text.data(), String.class)).isEqualTo("gr\u00f6\u00dfe");
		Event image = throughTheLog(format, event(bytes).contentType("image/png").build());
		assertThat(image.contentType()).isEqualTo("image/png");
		assertThat(image.data()).isEqualTo(BinaryData.of(bytes));
	}

	@ParameterizedTest
	@EnumSource
	void jsonIsTheDefaultAndOtherJsonKeepsItsContentType(WireFormat format) throws Exception {
		Event plain = throughTheLog(format, event("text").dataSchema("https://example.com/s.json").build());
		assertThat(plain.contentType()).isNull();
		assertThat(plain.dataSchema()).isEqualTo("https://example.com/s.json");
		assertThat(plain.data()).isEqualTo(JsonData.of("\"text\""));
		Event patch = throughTheLog(format, event(Map.of("a", 1)).contentType("application/merge-patch+json").build());
		assertThat(patch.contentType()).isEqualTo("application/merge-patch+json");
		assertThat(patch.data()).isEqualTo(JsonData.of("{\"a\":1}"));
	}

	@ParameterizedTest
	@EnumSource
	void aTombstoneHasNoValueInEitherFormat(WireFormat format) throws Exception {
		Event tombstone = Event.tombstone("book", "1", "book.deleted");
		NewRecord record = EventWriter.of(format, "tests").write("books", this.encoder.encode(tombstone));
		assertThat(record.value()).isNull();
		Event read = throughTheLog(format, tombstone);
		assertThat(read.isTombstone()).isTrue();
		assertThat(read.data()).isSameAs(NoData.INSTANCE);
		assertThat(read).usingRecursiveComparison().isEqualTo(tombstone);
	}

	@Test
	void aRecordWithoutAValueThatIsNoCloudEventIsNoEvent() {
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> EventReader.read(read(new NewRecord("books", 0, null, List.of(), null, "record"))))
			.withMessageContaining("has no value");
	}

	@Test
	void cloudEventsOfOthersAreReadInStructuredModeWithBinaryDataAndWithText() throws Exception {
		String attributes = "\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"source\":\"/x/book\",\"subject\":\"1\"";
		Event binary = structured("{" + attributes + ",\"datacontenttype\":\"image/png\",\"data_base64\":\""
				+ Base64.getEncoder().encodeToString(new byte[] { 1, 2 }) + "\"}");
		assertThat(binary.data()).isEqualTo(BinaryData.of(new byte[] { 1, 2 }));
		assertThat(binary.contentType()).isEqualTo("image/png");
		Event text = structured(
				"{" + attributes + ",\"datacontenttype\":\"text/plain\",\"dataschema\":\"urn:x\",\"data\":\"abc\"}");
		assertThat(text.data()).isEqualTo(BinaryData.of("abc".getBytes(UTF_8)));
		assertThat(text.dataSchema()).isEqualTo("urn:x");
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> structured("{" + attributes + ",\"data_base64\":\"?\"}"))
			.withMessageContaining("Base64");
	}

	@Test
	void dataWithoutASerializerIsRejectedAndSaysSo() {
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.encoder.encode(event(Map.of()).contentType("application/cbor").build()))
			.withMessageContaining("application/cbor")
			.withMessageContaining("DataSerializer");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.encoder.encode(event("text").contentType("application/avro").build()))
			.withMessageContaining("cannot be written as application/avro");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.encoder.encode(event(JsonData.of("1")).contentType("text/plain").build()))
			.withMessageContaining("contentType");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> this.encoder.encode(event(new byte[1_001]).build()))
			.withMessageContaining("max-event-size");
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> event("a").contentType("text").build())
			.withMessageContaining("media type");
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> event("a").dataSchema("a b").build())
			.withMessageContaining("dataSchema");
		Event cbor = event("").contentType("application/cbor").build();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.serializers.read(cbor, BinaryData.of(new byte[0]), String.class))
			.withMessageContaining("'application/cbor'");
	}

	@Test
	void twoSerializersOfOneContentTypeAndOneForJsonFailTheStart() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new DataSerializers(List.of(new ProtobufSerializer(), new ProtobufSerializer())))
			.withMessageContaining("application/protobuf");
	}

	private static Event.Builder event(Object data) {
		return Event.builder().source("book", "1").type("book.changed").data(data);
	}

	private Event throughTheLog(WireFormat format, Event event) throws UnreadableRecordException {
		EncodedEvent encoded = this.encoder.encode(event);
		return EventReader.read(read(EventWriter.of(format, "tests").write("books", encoded)));
	}

	private static Event structured(String json) throws UnreadableRecordException {
		return EventReader.read(read(new NewRecord("books", 0, null,
				List.of(RecordHeader.of("content-type", "application/cloudevents+json")), json.getBytes(UTF_8),
				"record")));
	}

	private static LogRecord read(NewRecord record) {
		return record.at(new Position("books", 0, 1), Instant.EPOCH);
	}

	/** Registry in memory. */
	private static final class Schemas implements SchemaLookup<Schema> {

		private final Map<String, Schema> schemas = new HashMap<>();

		@Override
		public String uriOf(Schema schema) {
			String uri = "https://schemas.example.com/" + schema.getFullName();
			this.schemas.put(uri, schema);
			return uri;
		}

		@Override
		public Schema byUri(String uri) {
			Schema schema = this.schemas.get(uri);
			if (schema == null) {
				throw new IllegalArgumentException("no schema '" + uri + "'");
			}
			return schema;
		}

	}

}
