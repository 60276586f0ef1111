package io.github.dualstream.codec;

import java.net.URI;
import java.time.OffsetDateTime;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CloudEventMappingTests {

	private static CloudEventBuilder cloudEvent() {
		return CloudEventBuilder.v1()
			.withId("e-1")
			.withType("price.changed")
			.withSource(URI.create("/shop/book"))
			.withSubject("42");
	}

	@Test
	void eachFieldOfAnEventIsThereAndBackAgain() {
		Event event = TestRecords.fullEvent().toBuilder().dataSchema("https://example.com/s.json").build();
		assertThat(CloudEventMapping.toEvent(CloudEventMapping.toCloudEvent(event))).usingRecursiveComparison()
			.isEqualTo(event);
	}

	@Test
	void aCloudEventOfAnotherApplicationIsAnEventOfTheLastSegmentOfItsSource() {
		CloudEvent cloudEvent = cloudEvent().withTime(OffsetDateTime.parse("2026-01-02T03:04:05Z"))
			.withExtension("tenant", "acme")
			.withData("application/json; charset=utf-8", URI.create("urn:price"), "{\"cents\":1}".getBytes(UTF_8))
			.build();
		Event event = CloudEventMapping.toEvent(cloudEvent);
		assertThat(event.id()).isEqualTo("e-1");
		assertThat(event.source()).hasToString("book:42");
		assertThat(event.time()).isEqualTo("2026-01-02T03:04:05Z");
		assertThat(event.extensions()).containsEntry("tenant", "acme");
		assertThat(event.dataSchema()).isEqualTo("urn:price");
		assertThat(event.contentType()).isNull();
		assertThat(event.data()).isEqualTo(JsonData.of("{\"cents\":1}"));
	}

	@Test
	void binaryDataAndTombstonesAreMapped() {
		Event binary = CloudEventMapping.toEvent(cloudEvent().withData("image/png", new byte[] { 1 }).build());
		assertThat(binary.data()).isEqualTo(BinaryData.of(new byte[] { 1 }));
		assertThat(CloudEventMapping.toCloudEvent(binary).getDataContentType()).isEqualTo("image/png");
		Event tombstone = CloudEventMapping.toEvent(cloudEvent().build());
		assertThat(tombstone.isTombstone()).isTrue();
		assertThat(CloudEventMapping.toCloudEvent(tombstone).getData()).isNull();
	}

	@Test
	void aCloudEventWithoutASubjectAndAnEventThatWasNotReadAreRejected() {
		CloudEvent noSubject = CloudEventBuilder.v1()
			.withId("e-1")
			.withType("t")
			.withSource(URI.create("/shop/book"))
			.build();
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> CloudEventMapping.toEvent(noSubject))
			.withMessageContaining("sourceId");
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> CloudEventMapping.toCloudEvent(Event.of("book", "1", "t", "text")))
			.withMessageContaining("JsonData");
	}

}
