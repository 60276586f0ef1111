package io.github.dualstream.codec;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonParser;
import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RefusedTypes}, as {@link EventEncoder} has them.
 */
class RefusedTypesTests {

	private final EventEncoder encoder = new EventEncoder(JsonMapper.shared(), 1024);

	static Stream<Object> treesOfOtherLibraries() throws Exception {
		return Stream.of(new ObjectMapper().readTree("{\"total\":1}"), new ObjectMapper().readTree("[1]"),
				new ObjectMapper().readTree("1"), new JSONObject(Map.of("total", 1)),
				JsonParser.parseString("{\"total\":1}"), JsonParser.parseString("[1]"), JsonParser.parseString("1"),
				new HttpHeaders(), BitSet.valueOf(new long[] { 5 }));
	}

	@ParameterizedTest
	@MethodSource("treesOfOtherLibraries")
	void whenATreeIsOfAnotherLibraryThenItIsRefusedWhereverItLies(Object tree) {
		assertRefused(tree, "cannot be written as JSON: " + tree.getClass().getName());
		assertRefused(Map.of("order", List.of("x", new Holder(tree))), "at data.order[1].value: ");
		assertRefused(new Object[] { tree }, "at data[0]: ");
		assertRefused(Optional.of(tree), tree.getClass().getName());
	}

	static Stream<Object> handles() {
		return Stream.of(CompletableFuture.completedFuture(1), Mono.just(1), Flux.just(1),
				new ByteArrayInputStream(new byte[1]));
	}

	@ParameterizedTest
	@MethodSource("handles")
	void whenTheContentHasYetToComeThenItIsRefused(Object handle) {
		assertRefused(new Holder(handle), "at data.value");
		assertRefused(new Holder(handle), "pass its result");
	}

	static Stream<Object> withoutProperties() {
		return Stream.of(new Object(), new Hidden("x"), (Supplier<String>) () -> "x");
	}

	@ParameterizedTest
	@MethodSource("withoutProperties")
	void whenAnObjectHasNoPropertiesThenItIsRefused(Object data) {
		assertRefused(data, "has no properties");
		assertRefused(Map.of("a", data), "at data.a: ");
	}

	@Test
	void whenAnObjectIsAProxyThenItIsRefused() {
		assertRefused(new LazyCustomer(), "is a proxy; pass a record, or the entity from Hibernate.unproxy");
		ProxyFactory factory = new ProxyFactory(new Visible());
		factory.setProxyTargetClass(true);
		assertRefused(factory.getProxy(), "is a proxy");
	}

	@Test
	void whenARecordHasNoComponentsThenItIsAnEmptyObject() {
		assertThat(encode(new Pinged())).isEqualTo("{}");
		assertThat(encode(Map.of("ping", new Pinged()))).isEqualTo("{\"ping\":{}}");
	}

	@Test
	void whenAClassSaysThatItIsDataThenItsGettersAreWritten() {
		assertThat(encode(new Meant())).isEqualTo("{\"total\":1}");
		assertThat(encode(new Visible())).isEqualTo("{\"total\":1}");
		assertThat(encode(Stream.of(1, 2).toList())).isEqualTo("[1,2]");
	}

	@Test
	void whenTheApplicationHasASerializerThenItIsUsed() {
		SimpleModule module = new SimpleModule().addSerializer(new TreeSerializer());
		EventEncoder own = new EventEncoder(JsonMapper.builder().addModule(module).build(), 1024);
		Event event = Event.of("order", "42", "order.placed", new JSONObject(Map.of("total", 1)));
		assertThat(new String(own.encode(event).data(), StandardCharsets.UTF_8)).isEqualTo("{\"total\":1}");
	}

	@Test
	void whenKeysAreLongOrInvisibleThenThePathIsStillOneShortLine() {
		assertThatExceptionOfType(RejectedException.class)
			.isThrownBy(() -> encode(Map.of("x".repeat(100_000) + "\n", new Object())))
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(500).doesNotContain("\n"));
	}

	private void assertRefused(Object data, String message) {
		assertThatExceptionOfType(RejectedException.class).isThrownBy(() -> encode(data))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.field()).isEqualTo("data"));
	}

	private String encode(Object data) {
		return new String(this.encoder.encode(Event.of("order", "42", "order.placed", data)).data(),
				StandardCharsets.UTF_8);
	}

	record Holder(Object value) {
	}

	record Pinged() {
	}

	@SuppressWarnings("unused") // seen by nobody, which is the point
	static final class Hidden {

		private final String id;

		Hidden(String id) {
			this.id = id;
		}

	}

	static class Visible {

		public int getTotal() {
			return 1;
		}

	}

	@JsonAutoDetect
	static final class Meant extends Visible {

		public @Nullable Object get(String name) {
			return null;
		}

	}

	static final class LazyCustomer implements HibernateProxy {

		private static final long serialVersionUID = 1L;

		public String getName() {
			return "x";
		}

		@Override
		public Object writeReplace() {
			return this;
		}

		@Override
		public LazyInitializer getHibernateLazyInitializer() {
			throw new IllegalStateException("no session");
		}

	}

	static final class TreeSerializer extends StdSerializer<JSONObject> {

		TreeSerializer() {
			super(JSONObject.class);
		}

		@Override
		public void serialize(JSONObject tree, JsonGenerator generator, SerializationContext context) {
			generator.writeRawValue(tree.toString());
		}

	}

}
