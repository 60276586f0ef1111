package io.github.dualstream.transport;

import java.util.List;

import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link TopicNames}.
 */
class TopicNamesTests {

	@ParameterizedTest
	@ValueSource(strings = { "events", "a.b", "a_b", "A-Z.0_9", "...", "_x", "0" })
	void whenKafkaAcceptsANameThenItHasNoProblem(String name) {
		assertThatNoException().isThrownBy(() -> Topic.validate(name));
		assertThat(TopicNames.problemOf(name)).isNull();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			"",        is empty
			".",       is '.'
			"..",      is '..'
			"a b",     "' ' (U+0020) at position 1"
			" a",      "(U+0020) at position 0"
			"事件",     "'事' (U+4E8B) at position 0"
			"ab件",     "'件' (U+4EF6) at position 2"
			"a😀",      "(U+1F600) at position 1"
			"a:b",     "':' (U+003A) at position 1"
			"a/b",     "'/' (U+002F) at position 1"
			"a*",      "'*' (U+002A) at position 1"
			""")
	void whenKafkaRefusesANameThenTheProblemNamesTheCharacterAndItsPosition(String name, String problem) {
		assertThatExceptionOfType(InvalidTopicException.class).isThrownBy(() -> Topic.validate(name));
		assertThat(TopicNames.problemOf(name)).contains(problem);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\n", "a\u0000", "a\uD800", "a\r\nb" })
	void whenANameHasAnInvisibleCharacterThenTheProblemNamesIt(String name) {
		assertThat(TopicNames.problemOf(name))
			.contains("U+%04X at position 1".formatted((int) name.charAt(1)).replace(" at", ") at"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "__consumer_offsets", "__transaction_state", "__x" })
	void whenANameIsKafkasOwnThenItIsRefused(String name) {
		assertThat(TopicNames.problemOf(name)).contains("Kafka reserves for its own");
	}

	@Test
	void whenANameHasTheLimitThenItIsAcceptedAndWithOneMoreRefused() {
		assertThat(TopicNames.problemOf("x".repeat(249))).isNull();
		assertThat(TopicNames.problemOf("x".repeat(250))).contains("250").contains("249");
	}

	@Test
	void whenNamesDifferInDotAndUnderscoreOnlyThenTheyCollide() {
		assertThat(TopicNames.collisionOf(List.of("x", "a.b", "a_b"))).contains("'a.b'").contains("'a_b'");
		assertThat(TopicNames.collisionOf(List.of("a.b_c", "a_b.c"))).isNotNull();
		assertThat(TopicNames.collisionOf(List.of("a.b", "a.b", "a-b", "ab"))).isNull();
		assertThat(TopicNames.collisionOf(List.of())).isNull();
	}

}
