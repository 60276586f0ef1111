package io.github.dualstream.autoconfigure.json;

import io.github.dualstream.codec.DataSerializer;
import io.github.dualstream.codec.DataSerializers;
import io.github.dualstream.consumer.DataReader;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the mapper that writes and reads the data of events. It is not a
 * candidate for injection, and {@code spring.jackson.*} does not affect it, since records
 * in the log outlive the web API of a release. Modules of the application are registered,
 * since they determine the JSON form of types.
 */
@AutoConfiguration(after = JacksonAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "dual-stream.enabled", matchIfMissing = true)
public final class DualStreamJsonAutoConfiguration {

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "dualStreamJsonMapper")
	JsonMapper dualStreamJsonMapper(ObjectProvider<JacksonModule> modules,
			ObjectProvider<EventJsonCustomizer> customizers) {
		JsonMapper.Builder builder = defaults();
		modules.orderedStream().forEach(builder::addModule);
		customizers.orderedStream().forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	@Bean
	@ConditionalOnMissingBean
	DataSerializers dualStreamDataSerializers(ObjectProvider<DataSerializer> serializers) {
		return new DataSerializers(serializers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	DataReader dualStreamDataReader(@Qualifier("dualStreamJsonMapper") JsonMapper mapper, DataSerializers serializers) {
		return new DataReader(mapper, serializers);
	}

	/** Settings that the log relies on, including current defaults of Jackson. */
	private static JsonMapper.Builder defaults() {
		return JsonMapper.builder()
			.findAndAddModules(DualStreamJsonAutoConfiguration.class.getClassLoader())
			.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
			.disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
			.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
	}

}
