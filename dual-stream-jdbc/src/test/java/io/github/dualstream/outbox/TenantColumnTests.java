package io.github.dualstream.outbox;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.PublishFailedException;
import io.github.dualstream.RejectedException;
import io.github.dualstream.codec.EncodedEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The column for the tenant has the extension of that name.
 */
class TenantColumnTests {

	@Test
	void theColumnHasTheExtension() {
		try (OutboxInH2 outbox = new OutboxInH2("tenant", CompletionMode.DELETE)) {
			add(outbox, event().extension("tenant", "acme").build());
			add(outbox, event().build());
			assertThat(outbox.jdbc.queryForList("select tenant from dual_stream_outbox order by seq", String.class))
				.containsExactly("acme", null);
		}
	}

	@Test
	void whenTheTenantIsLongerThanTheColumnThenTheEventIsRejected() {
		try (OutboxInH2 outbox = new OutboxInH2("long-tenant", CompletionMode.DELETE)) {
			add(outbox, event().extension("tenant", "x".repeat(255)).build());
			Event tooLong = event().extension("tenant", "x".repeat(256)).build();
			assertThatExceptionOfType(PublishFailedException.class).isThrownBy(() -> add(outbox, tooLong))
				.withCauseInstanceOf(RejectedException.class)
				.withMessageContaining("extensions.tenant")
				.withMessageContaining("256");
			assertThat(outbox.store.counts().pending()).isOne();
		}
	}

	private static Event.Builder event() {
		return Event.builder().source("order", "1").type("order.placed").data(Map.of());
	}

	private static void add(OutboxInH2 outbox, Event event) {
		outbox.store.addSeparately(List.of(new EncodedEvent(event, "{}".getBytes(StandardCharsets.UTF_8))));
	}

}
