package io.github.dualstream.feed;

import java.util.Map;

import io.github.dualstream.transport.LogPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Cursor} and {@link FeedProgress}.
 */
class CursorTests {

	@ParameterizedTest
	@ValueSource(strings = { "events~1:0:0", "events~6:3:1208", "events~6:0:1:3:1208:5:9223372036854775807",
			"a.b_c-d~12:7:4,events~6:3:1208" })
	void textIsReadAndWrittenTheSame(String text) {
		assertThat(Cursor.parse(text)).hasToString(text);
	}

	@Test
	void aPositionIsACursorOfItsPartition() {
		Cursor cursor = Cursor.parse("events:3:1207");
		assertThat(cursor.next(new LogPartition("events", 3))).isEqualTo(1208);
		assertThat(cursor.partitionsOf("events")).isNull();
		assertThat(cursor.position()).hasToString("events:3:1207");
		assertThat(Cursor.parse("events~6:3:1208").position()).hasToString("events:3:1207");
		assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse("events~6:3:1208:4:1").position());
	}

	@Test
	void textIsThatOfTheProgress() {
		StringBuilder text = new StringBuilder();
		FeedProgress.of(Map.of("events", Cursor.layout(6, "id-1_x"), "a", Cursor.layout(1, "")), Map
			.of(new LogPartition("events", 5), 7L, new LogPartition("a", 0), 0L, new LogPartition("events", 3), 1208L))
			.appendTo(text);
		assertThat(text).hasToString("a~1:0:0,events~6@id-1_x:3:1208:5:7");
		Cursor cursor = Cursor.parse(text.toString());
		assertThat(cursor.next(new LogPartition("events", 3))).isEqualTo(1208);
		assertThat(cursor.identityOf("events")).isEqualTo("id-1_x");
		assertThat(cursor.identityOf("a")).isNull();
	}

	@Test
	void saysHowFarTheClientIs() {
		Cursor cursor = Cursor.parse("events~6:3:1208:5:7,orders~2:0:1");
		assertThat(cursor.partitionsOf("events")).isEqualTo(6);
		assertThat(cursor.partitionsOf("orders")).isEqualTo(2);
		assertThat(cursor.partitionsOf("other")).isNull();
		assertThat(cursor.next(new LogPartition("events", 5))).isEqualTo(7);
		assertThat(cursor.next(new LogPartition("events", 4))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "42", "-1", "9223372036854775808", "events", "events:0:-5",
			"events:0:9223372036854775808", "events:0:5,events~6:1:1", "events~6", "events~6:3", "events~6:3:",
			"events~6:3:-1", "events~6:3:9223372036854775808", "events~6:6:1", "events~0:0:1", "events~6:3:1:3:2",
			"events~6:3:1,events~6:4:1", "events~6:3:1,", ",", "events~6:3:1\n", "events~6:3:1\r\n", "events~6:3:1\0",
			"ev ents~6:3:1", "events~99999999:3:1", "events~6:99999999:1", "events~6@:3:1", "events~6@a b:3:1",
			"\u0663~6:3:1", "events~\u0666:3:1" })
	void whatIsNoCursorIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse(text)).withMessageContaining("not a cursor");
	}

	@Test
	void whenTheTextIsHugeThenItIsRefusedAtOnce() {
		assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse("1".repeat(1_000_000)))
			.withMessageContaining("longer than");
		assertThatIllegalArgumentException().isThrownBy(() -> Cursor.parse("events~6" + ":1:1".repeat(2000)));
	}

}
