package io.github.dualstream.transport.jdbc;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JdbcProcessedEventsTests {

	private static final Duration DAY = Duration.ofDays(1);

	private final EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
		.setType(EmbeddedDatabaseType.H2)
		.addScript("io/github/dualstream/transport/jdbc/schema-h2.sql")
		.build();

	private final JdbcTemplate jdbc = new JdbcTemplate(this.database);

	private final List<String> processed = new ArrayList<>();

	@AfterEach
	void close() {
		this.database.shutdown();
	}

	@Test
	void anEventIsProcessedOncePerGroup() throws Exception {
		JdbcProcessedEvents events = events(Clock.systemUTC());
		events.process("a", List.of("1", "2"), this.processed::addAll);
		events.process("a", List.of("2", "3"), this.processed::addAll);
		events.process("a", List.of("1"), this.processed::addAll);
		assertThat(this.processed).containsExactly("1", "2", "3");
		events.process("b", List.of("1"), this.processed::addAll);
		assertThat(this.processed).containsExactly("1", "2", "3", "1");
	}

	@Test
	void whenTheProcessingFailsThenWhatItWroteAndThatItWasProcessedAreBothUndone() throws Exception {
		this.jdbc.execute("create table counter (n int)");
		this.jdbc.update("insert into counter values (0)");
		JdbcProcessedEvents events = events(Clock.systemUTC());
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> events.process("a", List.of("1"), (ids) -> {
			this.jdbc.update("update counter set n = n + 1");
			throw new IOException("after the write");
		}));
		assertThat(count()).isZero();
		events.process("a", List.of("1"), (ids) -> this.jdbc.update("update counter set n = n + 1"));
		events.process("a", List.of("1"), (ids) -> this.jdbc.update("update counter set n = n + 1"));
		assertThat(count()).isOne();
	}

	@Test
	void whatIsOlderThanTheRetentionIsForgotten() throws Exception {
		Instant now = Instant.parse("2026-01-01T00:00:00Z");
		events(Clock.fixed(now, ZoneOffset.UTC)).process("a", List.of("1"), this.processed::addAll);
		events(Clock.fixed(now.plus(DAY), ZoneOffset.UTC)).process("a", List.of("1"), this.processed::addAll);
		assertThat(this.processed).hasSize(1);
		events(Clock.fixed(now.plus(DAY).plusSeconds(1), ZoneOffset.UTC)).process("a", List.of("1"),
				this.processed::addAll);
		assertThat(this.processed).hasSize(2);
	}

	private int count() {
		return this.jdbc.queryForObject("select n from counter", Integer.class);
	}

	private JdbcProcessedEvents events(Clock clock) {
		return new JdbcProcessedEvents(this.jdbc, new JdbcTransactionManager(this.database), DAY, clock);
	}

}
