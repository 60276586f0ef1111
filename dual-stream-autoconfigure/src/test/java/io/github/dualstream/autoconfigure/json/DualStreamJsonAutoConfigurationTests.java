package io.github.dualstream.autoconfigure.json;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DualStreamJsonAutoConfiguration}.
 */
class DualStreamJsonAutoConfigurationTests {

	private static final OrderPlaced PLACED = new OrderPlaced("42", 3, Instant.EPOCH, Duration.ofMinutes(90),
			OrderState.NEW, null, Optional.empty());

	private static final String JSON = """
			{"orderId":"42","orderTotal":3,"placedAt":"1970-01-01T00:00:00Z","validFor":"PT1H30M","state":"NEW",\
			"customerName":null,"note":null}""";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(JacksonAutoConfiguration.class, DualStreamJsonAutoConfiguration.class));

	@Test
	void theJsonSettingsOfTheApplicationDoNotChangeEvents() {
		this.runner
			.withPropertyValues("spring.jackson.property-naming-strategy=SNAKE_CASE",
					"spring.jackson.default-property-inclusion=non_null",
					"spring.jackson.datatype.datetime.write-dates-as-timestamps=true",
					"spring.jackson.deserialization.fail-on-unknown-properties=true",
					"spring.jackson.mapper.sort-properties-alphabetically=false",
					"spring.jackson.use-jackson2-defaults=true")
			.run((context) -> {
				assertThat(events(context).writeValueAsString(PLACED)).isEqualTo(JSON);
				assertThat(context.getBean(JsonMapper.class).writeValueAsString(PLACED)).contains("\"order_id\"");
			});
	}

	@Test
	void withoutJacksonOfTheApplicationEventsHaveTheirMapper() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DualStreamJsonAutoConfiguration.class))
			.run((context) -> assertThat(events(context).writeValueAsString(PLACED)).isEqualTo(JSON));
	}

	@Test
	void whatANewerReleaseHasAddedIsIgnoredAndWhatAnOlderOneDidNotHaveIsNull() {
		this.runner.run((context) -> {
			OrderPlaced placed = events(context).readValue("{\"orderTotal\":3,\"color\":\"red\"}", OrderPlaced.class);
			assertThat(placed).isEqualTo(new OrderPlaced(null, 3, null, null, null, null, Optional.empty()));
		});
	}

	@Test
	void whatAMethodMustHaveIsNotMadeUp() {
		this.runner.run((context) -> {
			for (String json : new String[] { "{\"orderId\":\"42\"}", "{\"orderId\":\"42\",\"orderTotal\":null}" }) {
				assertThatExceptionOfType(DatabindException.class)
					.isThrownBy(() -> events(context).readValue(json, OrderPlaced.class))
					.withMessageContaining("orderTotal");
			}
		});
	}

	@Test
	void componentsOfTheApplicationAreRegistered() {
		this.runner.withUserConfiguration(MoneyJson.class)
			.run((context) -> assertThat(events(context).writeValueAsString(new Money(5))).isEqualTo("\"5 EUR\""));
	}

	@Test
	void customizersAreForEventsOnly() {
		this.runner
			.withBean(EventJsonCustomizer.class,
					() -> (builder) -> builder.propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE))
			.run((context) -> {
				assertThat(events(context).writeValueAsString(PLACED)).contains("\"order-id\"");
				assertThat(context.getBean(JsonMapper.class).writeValueAsString(PLACED)).contains("\"orderId\"");
			});
	}

	@Test
	void anotherMapperOfTheNameTakesItsPlace() {
		this.runner.withUserConfiguration(OwnMapper.class).run((context) -> {
			assertThat(events(context)).isSameAs(OwnMapper.MAPPER);
			assertThat(context.getBean(JsonMapper.class)).isNotSameAs(OwnMapper.MAPPER);
		});
	}

	private static JsonMapper events(ApplicationContext context) {
		return context.getBean("dualStreamJsonMapper", JsonMapper.class);
	}

	enum OrderState {

		NEW;

		@Override
		public String toString() {
			return "brand new";
		}

	}

	record OrderPlaced(@Nullable String orderId, int orderTotal, @Nullable Instant placedAt,
			@Nullable Duration validFor, @Nullable OrderState state, @Nullable String customerName,
			Optional<String> note) {
	}

	record Money(int amount) {
	}

	@JacksonComponent
	static class MoneyJson {

		static class Serializer extends ValueSerializer<Money> {

			@Override
			public void serialize(Money money, JsonGenerator generator, SerializationContext context) {
				generator.writeString(money.amount() + " EUR");
			}

		}

		static class Deserializer extends ValueDeserializer<Money> {

			@Override
			public Money deserialize(JsonParser parser, DeserializationContext context) {
				return new Money(Integer.parseInt(parser.getString().replace(" EUR", "")));
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMapper {

		static final JsonMapper MAPPER = new JsonMapper();

		@Bean(defaultCandidate = false)
		JsonMapper dualStreamJsonMapper() {
			return MAPPER;
		}

	}

}
