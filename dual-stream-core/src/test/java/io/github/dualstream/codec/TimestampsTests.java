package io.github.dualstream.codec;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.github.dualstream.RejectedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TimestampsTests {

	@ParameterizedTest
	@ValueSource(strings = { "2026-05-04T03:02:01Z", "2026-05-04T03:02:00Z", "2026-05-04T00:00:00Z",
			"2026-05-04T03:02:01.001Z", "2026-05-04T03:02:01.100Z", "2026-05-04T03:02:01.000001Z",
			"2026-05-04T03:02:01.000000001Z", "2026-12-31T23:59:59.999999999Z", "0000-01-01T00:00:00Z",
			"1969-12-31T23:59:59.500Z", "9999-12-31T23:59:59.999Z" })
	void timestampsAreWrittenAsTheJdkWritesThem(String text) {
		assertThat(Timestamps.format(Instant.parse(text))).isEqualTo(text);
		assertThat(Timestamps.format(Instant.parse(text).plusNanos(1)))
			.isEqualTo(Instant.parse(text).plusNanos(1).toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-05-04T03:02:01Z", "2026-05-04T03:02:01.1Z", "2026-05-04T03:02:01.000001Z",
			"2026-12-31T23:59:59.999999999Z", "2024-02-29T00:00:00.120Z", "0000-01-01T00:00:00Z",
			"1969-12-31T23:59:59.5Z", "9999-12-31T23:59:59Z", "2026-05-04T03:02Z", "2026-05-04T03:02:01.Z",
			"2026-05-04T03:02:01+02:00", "2026-05-04T03:02:01.5-11:30" })
	void timestampsAreReadAsTheJdkReadsThem(String text) {
		Instant read = Timestamps.parse(text);
		assertThat(read).isEqualTo(OffsetDateTime.parse(text).toInstant());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "now", "2026-05-04", "2026-05-04T03:02:01", "2026-05-04 03:02:01Z",
			"2026-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
			"2026-05-04T25:00:00Z", "2026-05-04T03:60:00Z", "2026-05-04T03:02:61Z", "2026-05-04T03:02:01,5Z",
			"2026-05-04T03:02:01.1234567890Z", "2026-05-04T03:02:01.12x4Z", "2026-05-04T03:02:01.1ZZ",
			"20２6-05-04T03:02:01Z", "2026/05/04T03:02:01Z", "-026-05-04T03:02:01Z" })
	void whatIsNoTimestampIsRefused(String text) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> Timestamps.parse(text))
			.withMessageContaining("'time'");
	}

}
