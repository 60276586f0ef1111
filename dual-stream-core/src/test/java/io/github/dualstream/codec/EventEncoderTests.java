package io.github.dualstream.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.RejectedException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.FloatNode;
import tools.jackson.databind.node.StringNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EventEncoder} and {@link BoundedOutput}.
 */
class EventEncoderTests {

	private static final int MAX_SIZE = 1024 * 1024;

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private final EventEncoder encoder = new EventEncoder(MAPPER, MAX_SIZE);

	@Test
	void whenTheDataAreARecordThenItsComponentsAreWritten() {
		OrderPlaced placed = new OrderPlaced("42", Instant.parse("2020-02-02T02:02:02Z"), LocalDate.of(2020, 2, 2),
				new BigDecimal("1.50"), Optional.of("gr\u00fc\u00dfe \uD83D\uDE00"));
		assertThat(MAPPER.readTree(encode(placed))).isEqualTo(MAPPER.readTree(
				"""
						{"id":"42","at":"2020-02-02T02:02:02Z","day":"2020-02-02","total":1.50,"note":"gr\u00fc\u00dfe \uD83D\uDE00"}"""));
	}

	@Test
	void whenTheDataAreJsonThenTheyArePassedOnToTheByte() {
		String json = " {\"b\":1.00,\n\"a\":1e400}";
		assertThat(encode(JsonData.of(json))).isEqualTo(json);
		assertThat(encode(Map.of("x", JsonData.of(json)))).isEqualTo("{\"x\":" + json + "}");
	}

	@Test
	void whenNumbersAreLargeOrExactThenTheyKeepTheirDigits() {
		List<Number> numbers = List.of(new BigInteger("123456789012345678901234567890"), new BigDecimal("1.0"),
				Long.MIN_VALUE, Double.MAX_VALUE, Float.MIN_VALUE);
		assertThat(encode(numbers))
			.isEqualTo("[123456789012345678901234567890,1.0,-9223372036854775808,1.7976931348623157E308,1.4E-45]");
	}

	@Test
	@SuppressWarnings("NullAway") // what a caller without null checks may pass
	void whenThereIsNoEventThenItIsRefused() {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.encoder.encode(null))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("event"));
	}

	static Stream<Object> cycles() {
		List<Object> list = new ArrayList<>();
		list.add(list);
		Map<String, Object> map = new HashMap<>();
		map.put("list", List.of(map));
		Node one = new Node();
		one.next.next = one;
		Node self = new Node();
		self.next = self;
		return Stream.of(list, map, one, self);
	}

	@ParameterizedTest
	@MethodSource("cycles")
	void whenTheDataContainThemselvesThenTheyAreRefused(Object data) {
		assertRefused(data).withMessageContaining("cannot be written as JSON");
	}

	@Test
	void whenAGetterThrowsThenTheDataAreRefusedWithItsExceptionAsCause() {
		assertRefused(new ThrowingGetter()).withRootCauseInstanceOf(IllegalStateException.class);
	}

	static Stream<Object> notFinite() {
		return Stream.of(Double.NaN, Float.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
				Float.POSITIVE_INFINITY, new double[] { 1, Double.NaN }, new float[] { 1, Float.NEGATIVE_INFINITY },
				new Double[] { Double.NaN }, new Float[] { Float.NaN }, List.of(List.of(Double.NaN)),
				Map.of("a", Map.of("b", Float.NaN)), new Measured(Double.NaN), OptionalDouble.of(Double.NaN),
				DoubleNode.valueOf(Double.NaN), FloatNode.valueOf(Float.POSITIVE_INFINITY),
				MAPPER.createObjectNode().put("a", Double.NaN), MAPPER.createArrayNode().add(Float.NaN));
	}

	@ParameterizedTest
	@MethodSource("notFinite")
	void whenANumberIsNotFiniteThenTheDataAreRefused(Object data) {
		assertRefused(data).withMessageContaining("JSON has no number");
	}

	@Test
	void whenTextHasPairsOfSurrogatesThenTheyAreWrittenWhereverTheyLie() {
		for (int before = 0; before < 300; before++) {
			String text = "x".repeat(before) + "\uD83D\uDE00";
			assertThat(encode(text)).isEqualTo('"' + text + '"');
		}
	}

	static Stream<Object> loneSurrogates() {
		return Stream.of("\uD800", "a\uDC00b", "a\uD83D", 'a' + "\uDE00\uD83D", '\uD800', new char[] { 'a', '\uDC00' },
				List.of(Map.of("a", "\uD800")), Map.of("\uD800", 1), StringNode.valueOf("\uDFFF"),
				MAPPER.createObjectNode().put("\uDBFF", 1), "x".repeat(10_000) + "\uD800" + "x".repeat(10_000));
	}

	@ParameterizedTest
	@MethodSource("loneSurrogates")
	void whenTextHasALoneSurrogateThenTheDataAreRefused(Object data) {
		assertRefused(data);
	}

	@Test
	void whenTheDataAreNestedMoreDeeplyThanTheMapperAllowsThenTheyAreRefused() {
		assertThat(encode(nested(500))).hasSize(1000);
		assertRefused(nested(501)).withMessageContaining("depth");
		assertRefused(nested(100_000));
	}

	@Test
	void whenTheDataHaveTheLargestSizeThenTheyAreAcceptedAndWithOneByteMoreRefused() {
		assertThat(encode("x".repeat(MAX_SIZE - 2))).hasSize(MAX_SIZE);
		assertTooLarge("x".repeat(MAX_SIZE - 1));
		assertThat(encode("\u00e4".repeat(MAX_SIZE / 2 - 1)).getBytes(StandardCharsets.UTF_8)).hasSize(MAX_SIZE);
		assertTooLarge("\u00e4".repeat(MAX_SIZE / 2 - 1) + "x");
	}

	@Test
	void whenJsonHasTheLargestSizeThenItIsAcceptedAndWithOneByteMoreRefused() {
		assertThat(encode(JsonData.of('"' + "x".repeat(MAX_SIZE - 2) + '"'))).hasSize(MAX_SIZE);
		assertTooLarge(JsonData.of('"' + "x".repeat(MAX_SIZE - 1) + '"'));
	}

	@Test
	void whenTheLimitIsSmallThenOneByteMoreIsRefusedAsWell() {
		EventEncoder small = new EventEncoder(MAPPER, 10);
		assertThat(small.encode(event("12345678")).data()).hasSize(10);
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> small.encode(event("123456789")))
			.withMessageContaining("larger than 10 bytes");
	}

	@Test
	void whenTheDataAreAHundredMegabytesThenTheyAreRefusedAfterTheFirst() {
		AtomicInteger asked = new AtomicInteger();
		List<String> megabytes = megabytes(100, asked);
		assertTooLarge(megabytes);
		assertTooLarge(new Batch(megabytes));
		assertTooLarge(Map.of("a", List.of(new Batch(megabytes))));
		assertThat(asked).hasValueLessThanOrEqualTo(3 * 2);
	}

	@Test
	void whenTheOutputIsFullThenItHoldsNoMoreThanItsLimit() {
		BoundedOutput output = new BoundedOutput(10);
		output.write(new byte[9], 0, 9);
		assertThatExceptionOfType(BoundedOutput.FullException.class)
			.isThrownBy(() -> output.write(new byte[100], 0, 2));
		output.write(1);
		assertThatExceptionOfType(BoundedOutput.FullException.class).isThrownBy(() -> output.write(1));
		assertThat(output.size()).isEqualTo(10);
	}

	private String encode(Object data) {
		return new String(this.encoder.encode(event(data)).data(), StandardCharsets.UTF_8);
	}

	private void assertTooLarge(Object data) {
		assertRefused(data).withMessageContaining("larger than " + MAX_SIZE + " bytes")
			.withMessageContaining("dual-stream.publisher.max-event-size");
	}

	private ThrowableAssertAlternative<RejectedException> assertRefused(Object data) {
		return assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> this.encoder.encode(event(data)))
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("data"));
	}

	private static Event event(Object data) {
		return Event.of("order", "42", "order.placed", data);
	}

	private static Object nested(int depth) {
		Object nested = List.of();
		for (int i = 1; i < depth; i++) {
			nested = List.of(nested);
		}
		return nested;
	}

	private static List<String> megabytes(int count, AtomicInteger asked) {
		String megabyte = "x".repeat(1024 * 1024);
		return new AbstractList<>() {

			@Override
			public String get(int index) {
				asked.incrementAndGet();
				return megabyte;
			}

			@Override
			public int size() {
				return count;
			}
		};
	}

	record OrderPlaced(String id, Instant at, LocalDate day, BigDecimal total, Optional<String> note) {
	}

	record Measured(double value) {
	}

	record Batch(List<String> items) {
	}

	static final class Node {

		public Node next;

		Node() {
			this.next = new Node(this);
		}

		private Node(Node next) {
			this.next = next;
		}

	}

	@SuppressWarnings("DoNotCallSuggester") // called by Jackson
	static final class ThrowingGetter {

		public String getValue() {
			throw new IllegalStateException("broken getter");
		}

	}

}
