package io.github.dualstream.feed.web;

import java.nio.charset.StandardCharsets;

import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Position;
import io.github.dualstream.transport.StoredEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FeedJsonTests {

	private final FeedJson json = new FeedJson(ClientCursors.plain());

	private String full(Event.Builder event) {
		Event built = event.id("e-1").source("book", "1").type("book.changed").build();
		return new String(this.json.full(new StoredEvent(new Position("books", 0, 1), built)), StandardCharsets.UTF_8);
	}

	@Test
	void dataThatIsJsonIsThePayloadEvenIfItIsNull() {
		assertThat(full(Event.builder().data(JsonData.of("{\"a\":1}")))).contains("\"payload\":{\"a\":1}")
			.doesNotContain("data_base64", "content_type", "data_schema");
		assertThat(full(Event.builder().data(JsonData.of("null")))).contains("\"payload\":null");
	}

	@Test
	void otherDataIsBase64WithItsContentTypeAndSchema() {
		assertThat(full(Event.builder()
			.data(BinaryData.of(new byte[] { 0, (byte) 0xff }))
			.contentType("image/png")
			.dataSchema("urn:cover")))
			.contains("\"data_base64\":\"AP8=\"", "\"content_type\":\"image/png\"", "\"data_schema\":\"urn:cover\"")
			.doesNotContain("payload");
	}

	@Test
	void aTombstoneHasNoData() {
		String json = full(Event.tombstone("book", "1", "book.deleted").toBuilder());
		assertThat(json).contains("\"source_id\":\"1\"").doesNotContain("payload", "data_base64");
	}

}
