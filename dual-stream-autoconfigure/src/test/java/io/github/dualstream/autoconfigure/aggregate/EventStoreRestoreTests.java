package io.github.dualstream.autoconfigure.aggregate;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.example.tickets.Ticket;
import io.github.dualstream.DualStreamPublisher;
import io.github.dualstream.Event;
import io.github.dualstream.EventPublisher;
import io.github.dualstream.Source;
import io.github.dualstream.aggregate.Aggregates;
import io.github.dualstream.aggregate.EventStore;
import io.github.dualstream.aggregate.VersionedEvent;
import io.github.dualstream.aggregate.jdbc.RestoredStreams;
import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.outbox.Outbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the operation that restores a lost table of the event store, with a log in
 * memory.
 */
@SpringBootTest(classes = EventStoreRestoreTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.application.name=tickets", "dual-stream.transport.log=memory",
				"dual-stream.transport.bus=memory", "dual-stream.outbox.enabled=true",
				"management.endpoints.web.exposure.include=dualstream" })
class EventStoreRestoreTests {

	private final String id = UUID.randomUUID().toString();

	private final Source source = new Source("ticket", this.id);

	@Autowired
	private Aggregates<Ticket> tickets;

	@Autowired
	private EventStore store;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private Outbox outbox;

	@Autowired
	@EventPublisher
	private DualStreamPublisher publisher;

	@Autowired
	private List<StatusContributor> parts;

	@BeforeEach
	void appendAndSend() {
		this.tickets.create(this.id, new Ticket.Opened("größe"));
		for (int i = 0; i < 4; i++) {
			String title = "title " + i;
			this.tickets.execute(this.id, (ticket) -> ticket.rename(title));
		}
		await().until(() -> this.outbox.counts().pending() == 0);
	}

	private RestoredStreams restore() {
		return (RestoredStreams) part().operations().get("restore").run("ticket");
	}

	private StatusContributor part() {
		return this.parts.stream().filter((part) -> part.name().equals("eventstore")).findFirst().orElseThrow();
	}

	@Test
	void aLostTableIsRestoredFromTheLogAndNothingIsSentAgain() {
		List<VersionedEvent> before = this.store.load(this.source);
		this.jdbc.update("delete from dual_stream_event");
		assertThat(this.tickets.find(this.id)).isEmpty();

		RestoredStreams first = restore();
		assertThat(first.restored()).isGreaterThanOrEqualTo(5);
		assertThat(this.store.load(this.source)).usingRecursiveComparison().isEqualTo(before);
		assertThat(this.tickets.find(this.id).orElseThrow().state()).isEqualTo(new Ticket("title 3"));
		assertThat(this.outbox.counts().pending()).isZero();

		RestoredStreams second = restore();
		assertThat(second.restored()).isZero();
		assertThat(second.present()).isGreaterThanOrEqualTo(first.restored());
		assertThat(this.tickets.execute(this.id, (ticket) -> ticket.rename("next")).aggregate().version()).isEqualTo(6);
	}

	@Test
	void aLostPartIsRestored() {
		this.jdbc.update("delete from dual_stream_event where aggregateid = ? and version in (2, 5)", this.id);
		assertThat(restore().restored()).isEqualTo(2);
		assertThat(this.store.load(this.source)).extracting(VersionedEvent::version)
			.containsExactly(1L, 2L, 3L, 4L, 5L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "-1", "0", "99999999999999999999", "1.5", " 1" })
	void aRecordWithAnotherVersionBelongsToNoStream(String version) {
		String other = this.id + "-other";
		this.publisher.publish(Event.builder()
			.source("ticket", other)
			.type("ticket.renamed")
			.data(Map.of("title", "other"))
			.extension(VersionedEvent.EXTENSION, version)
			.build());
		assertThat(restore().incomplete()).doesNotContain(new Source("ticket", other));
		assertThat(this.store.load(new Source("ticket", other))).isEmpty();
	}

	@Test
	void aStreamWhoseBeginningIsNotInTheLogIsNamed() {
		this.publisher.publish(Event.builder()
			.source("ticket", this.id + "-late")
			.type("ticket.renamed")
			.data(Map.of("title", "late"))
			.extension(VersionedEvent.EXTENSION, "2")
			.build());
		assertThat(restore().incomplete()).contains(new Source("ticket", this.id + "-late"))
			.doesNotContain(this.source);
	}

	@Test
	void whenEventsWereAppendedAfterTheLossThenTheStreamIsNamedAndItsFirstHistoryCanBeRestored() {
		List<VersionedEvent> before = this.store.load(this.source);
		this.jdbc.update("delete from dual_stream_event where aggregateid = ?", this.id);
		this.jdbc.update("delete from dual_stream_snapshot");
		this.tickets.create(this.id, new Ticket.Opened("again"));
		await().until(() -> this.outbox.counts().pending() == 0);
		assertThat(restore().conflicting()).contains(this.source);
		assertThat(this.tickets.find(this.id).orElseThrow().state()).isEqualTo(new Ticket("again"));

		this.jdbc.update("delete from dual_stream_event where aggregateid = ?", this.id);
		assertThat(restore().conflicting()).contains(this.source);
		assertThat(this.store.load(this.source)).usingRecursiveComparison().isEqualTo(before);
	}

	@Test
	void theSourceTypeIsThatOfAnAggregate() {
		assertThat(part().status()).isEqualTo(Map.of("aggregates", List.of("ticket")));
		assertThatIllegalArgumentException().isThrownBy(() -> part().operations().get("restore").run("order"))
			.withMessageContaining("ticket");
		assertThatIllegalArgumentException().isThrownBy(() -> part().operations().get("restore").run(null));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@AutoConfigurationPackage(basePackageClasses = Ticket.class)
	static class Application {

	}

}
