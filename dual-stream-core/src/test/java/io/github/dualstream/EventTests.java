package io.github.dualstream;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Event}.
 */
class EventTests {

	@Test
	void whenNothingButTheRequiredFieldsIsGivenThenTheRestHasDefaults() {
		Instant before = Instant.now();
		Event event = Event.of("order", "42", "order.placed", Map.of("total", 3));
		assertThat(event.time()).isBetween(before, Instant.now());
		assertThat(UUID.fromString(event.id()).version()).isEqualTo(7);
		assertThat(event.data()).isEqualTo(Map.of("total", 3));
		assertThat(event.version()).isNull();
		assertThat(event.correlationId()).isNull();
		assertThat(event.causationId()).isNull();
		assertThat(event.traceContext()).isNull();
		assertThat(event.extensions()).isEmpty();
	}

	@Test
	void whenRequiredFieldsAreMissingThenTheErrorNamesThem() {
		assertThat(refusedField(Event.builder().source("order", "42").data(1))).isEqualTo("type");
		assertThat(refusedField(Event.builder().type("t").data(1))).isEqualTo("sourceType");
		assertThat(refusedField(Event.builder().type("t").source("order", "42"))).isEqualTo("data");
	}

	@Test
	@SuppressWarnings("NullAway") // what a caller without null checks may pass
	void whenFieldsAreNullThenTheErrorNamesThem() {
		assertThat(refusedField(valid().type(null))).isEqualTo("type");
		assertThat(refusedField(valid().source(null, "42"))).isEqualTo("sourceType");
		assertThat(refusedField(valid().source("order", null))).isEqualTo("sourceId");
		assertThat(refusedField(valid().data(null))).isEqualTo("data");
		assertThat(refusedField(valid().extension("x", null))).isEqualTo("extensions.x");
		assertThat(refusedField(valid().extension(null, "x"))).isEqualTo("extensions");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\t", "\u00a0", "\u3000" })
	void whenAFieldIsBlankThenItIsRefused(String blank) {
		assertThat(refusedField(valid().id(blank))).isEqualTo("id");
		assertThat(refusedField(valid().type(blank))).isEqualTo("type");
		assertThat(refusedField(valid().version(blank))).isEqualTo("version");
		assertThat(refusedField(valid().correlationId(blank))).isEqualTo("correlationId");
		assertThat(refusedField(valid().causationId(blank))).isEqualTo("causationId");
		assertThat(refusedField(valid().source(blank, "42"))).isEqualTo("sourceType");
		assertThat(refusedField(valid().source("order", blank))).isEqualTo("sourceId");
	}

	/**
	 * NUL, CR, LF, bidi, zero-width, separators, surrogates, and what is no character.
	 */
	static IntStream invisibleCharacters() {
		return IntStream.of(0x00, 0x07, '\r', '\n', 0x1b, 0x7f, 0x85, 0xad, 0x061c, 0x200b, 0x200c, 0x200d, 0x200e,
				0x202e, 0x2028, 0x2029, 0x2060, 0x2066, 0x2069, 0xfeff, 0xd800, 0xdfff, 0xffff, 0x1fffe, 0xe0041);
	}

	@ParameterizedTest
	@MethodSource("invisibleCharacters")
	void whenACharacterCannotBeSeenThenTheErrorNamesFieldCharacterAndPosition(int character) {
		String text = "ab" + Character.toString(character) + "c";
		String named = "U+%04X at position 2".formatted(character);
		assertRefused(valid().id(text), "id", named);
		assertRefused(valid().type(text), "type", named);
		assertRefused(valid().version(text), "version", named);
		assertRefused(valid().correlationId(text), "correlationId", named);
		assertRefused(valid().causationId(text), "causationId", named);
		assertRefused(valid().source(text, "42"), "sourceType", named);
		assertRefused(valid().source("order", text), "sourceId", named);
		assertRefused(valid().extension("x", text), "extensions.x", named);
	}

	@Test
	void whenAnErrorIsAboutTextThenItDoesNotRepeatTheTextsInvisibleCharacters() {
		assertThat(messageFor(valid().extension("a\r\nforged: log line\u202e", "v")))
			.doesNotContain("\r", "\n", "\u202e")
			.contains("\\u000d\\u000a");
		assertThat(messageFor(valid().source("order", "a\nb"))).doesNotContain("\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a:b", "*", "?", "[a-z]", "\\", "\uD83D\uDE00", "\uD83E\uDEE0", "\u2764\uFE0F", "../",
			"..", "%0d%0a", "octocat/hello-world", "a b", "gr\u00f6\u00dfe", "\u6771\u4eac", "'\"<&>`$(x)" })
	void whenASourceIdIsUnusualButVisibleThenItIsAcceptedAsItIs(String sourceId) {
		assertThat(valid().source("order", sourceId).build().sourceId()).isEqualTo(sourceId);
	}

	@Test
	void whenASourceIdIsDecomposedThenItIsRefusedAndItsComposedFormAccepted() {
		assertRefused(valid().source("order", "u\u0308ber"), "sourceId", "normalization form C");
		assertThat(valid().source("order", "\u00fcber").build().sourceId()).isEqualTo("\u00fcber");
	}

	static Stream<Consumer<String>> tokens() {
		return Stream.of((text) -> valid().id(text).build(), (text) -> valid().type(text).build(),
				(text) -> valid().version(text).build(), (text) -> valid().correlationId(text).build(),
				(text) -> valid().causationId(text).build());
	}

	@ParameterizedTest
	@MethodSource("tokens")
	void whenATokenHasTheLimitThenItIsAcceptedAndWithOneMoreRefused(Consumer<String> token) {
		token.accept("x".repeat(255));
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> token.accept("x".repeat(256)))
			.withMessageContaining("256 characters; at most 255");
	}

	@Test
	void whenASourceHasTheLimitThenItIsAcceptedAndWithOneMoreRefused() {
		valid().source("x".repeat(100), "x".repeat(512)).build();
		valid().source("order", "\u00e4".repeat(256)).build();
		assertRefused(valid().source("x".repeat(101), "42"), "sourceType", "101 characters; at most 100");
		assertRefused(valid().source("order", "x".repeat(513)), "sourceId", "513 characters");
		assertRefused(valid().source("order", "\u00e4".repeat(256) + "x"), "sourceId", "512 bytes");
		assertRefused(valid().source("order", "x".repeat(64 * 1024)), "sourceId", "65536 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a:b", "a/b", "a*", "\u00e4", "a b" })
	void whenASourceTypeHasOtherCharactersThanANameThenItIsRefused(String sourceType) {
		assertThat(refusedField(valid().source(sourceType, "42"))).isEqualTo("sourceType");
	}

	@ParameterizedTest
	@ValueSource(strings = { "ce_x", "kafka_x", "X", "a-b", "", "a b", "abcdefghijklmnopqrstu", "\u00e4" })
	void whenAnExtensionNameIsNotOneOfCloudEventsThenItIsRefused(String name) {
		assertRefused(valid().extension(name, "v"), "extensions", "a-z 0-9");
	}

	@ParameterizedTest
	@ValueSource(strings = { "id", "source", "specversion", "type", "datacontenttype", "dataschema", "subject", "time",
			"data", "sourcetype", "dataversion", "correlationid", "causationid", "traceparent", "tracestate" })
	void whenAnExtensionNameIsReservedThenItIsRefused(String name) {
		assertRefused(valid().extension(name, "v"), "extensions", "reserved name '" + name + "'");
	}

	@Test
	void whenExtensionsHaveTheLimitsThenTheyAreAcceptedAndWithOneMoreRefused() {
		assertThat(withExtensions(64).build().extensions()).hasSize(64);
		assertRefused(withExtensions(65), "extensions", "more than 64");
		assertRefused(withExtensions(10_000), "extensions", "more than 64");
		valid().extension("abcdefghijklmnopqrst", "x".repeat(1024)).build();
		assertRefused(valid().extension("x", "x".repeat(1025)), "extensions.x", "1025 characters; at most 1024");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-0001-12-31T23:59:59.999999999Z", "+10000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z",
			"+1000000000-12-31T23:59:59.999999999Z" })
	void whenTheTimeHasNoFourDigitYearThenItIsRefused(String time) {
		assertThat(refusedField(valid().time(Instant.parse(time)))).isEqualTo("time");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z" })
	void whenTheTimeIsAtTheLimitThenItIsAccepted(String time) {
		assertThat(valid().time(Instant.parse(time)).build().time()).isEqualTo(Instant.parse(time));
	}

	@Test
	void whenManyIdsAreMadeByOneThreadThenTheyAreInOrder() {
		assertThat(IntStream.range(0, 10_000).mapToObj((i) -> newId()).toList()).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void whenManyIdsAreMadeBySeveralThreadsThenTheyAreUniqueAndEachThreadsAreInOrderOfTheirMilliseconds() {
		List<List<String>> byThread = IntStream.range(0, 8)
			.parallel()
			.mapToObj((thread) -> IntStream.range(0, 12_500).mapToObj((i) -> newId()).toList())
			.toList();
		assertThat(byThread.stream().flatMap(List::stream).distinct()).hasSize(100_000);
		for (List<String> ids : byThread) {
			assertThat(ids.stream().map(EventTests::millisecondOf)).hasSize(12_500).isSorted();
		}
	}

	private static String millisecondOf(String id) {
		return id.substring(0, 13);
	}

	@Test
	void whenItIsPrintedThenTheDataDoesNotAppear() {
		Event event = Event.builder().id("e-1").source("order", "42").type("order.placed").data("secret").build();
		assertThat(event).hasToString("Event[order.placed of order:42, id e-1]");
	}

	@Test
	void whenItIsRebuiltThenAllFieldsAreTheSame() {
		Event event = valid().time(Instant.parse("2020-02-02T02:02:02.123456789Z"))
			.version("2")
			.correlationId("corr")
			.causationId("cause")
			.traceContext(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=b"))
			.extension("b", "1")
			.extension("a", "2")
			.build();
		assertThat(event.toBuilder().build()).usingRecursiveComparison().isEqualTo(event);
		assertThat(event.toBuilder().build().extensions().keySet()).containsExactly("b", "a");
	}

	@Test
	void whenTheBuilderGoesOnAfterBuildThenTheEventStaysAsItIs() {
		Event.Builder builder = valid().extension("a", "1");
		Event event = builder.build();
		builder.extension("b", "2");
		assertThat(event.extensions()).containsExactly(Map.entry("a", "1")).isUnmodifiable();
	}

	private static String newId() {
		return Event.of("order", "42", "order.placed", "data").id();
	}

	private static Event.Builder valid() {
		return Event.builder().id("e-1").source("order", "42").type("order.placed").data("data");
	}

	private static Event.Builder withExtensions(int count) {
		Event.Builder builder = valid();
		IntStream.range(0, count).forEach((i) -> builder.extension("x" + i, "v"));
		return builder;
	}

	private static void assertRefused(Event.Builder builder, String field, String problem) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(builder::build)
			.withMessageContaining("'" + field + "'")
			.withMessageContaining(problem)
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo(field));
	}

	private static String refusedField(Event.Builder builder) {
		return refusal(builder).field();
	}

	private static String messageFor(Event.Builder builder) {
		return String.valueOf(refusal(builder).getMessage());
	}

	private static RejectedException refusal(Event.Builder builder) {
		return assertThatExceptionOfType(RejectedException.class).isThrownBy(builder::build).actual();
	}

}
