package io.github.dualstream.feed.web;

import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.dualstream.BinaryData;
import io.github.dualstream.Event;
import io.github.dualstream.JsonData;
import io.github.dualstream.Source;
import io.github.dualstream.TraceContext;
import io.github.dualstream.feed.HistoryPage;
import io.github.dualstream.transport.StoredEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;

/**
 * JSON of the endpoints' responses. Thread-safe. It has a mapper of its own: clients rely
 * on these names, whatever the configuration of the application's mapper.
 */
final class FeedJson {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((include) -> include.withValueInclusion(JsonInclude.Include.NON_EMPTY))
		.addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.build();

	private final ClientCursors cursors;

	FeedJson(ClientCursors cursors) {
		this.cursors = cursors;
	}

	/** Types that are written. */
	static Type[] types() {
		return new Type[] { Page.class, LightEvent.class, FullEvent.class };
	}

	byte[] page(HistoryPage page) {
		List<FullEvent> events = page.events().stream().map(this::fullEvent).toList();
		return MAPPER.writeValueAsBytes(new Page(events, (page.next() != null) ? this.cursors.of(page.next()) : null));
	}

	byte[] light(StoredEvent stored) {
		Event event = stored.event();
		return MAPPER.writeValueAsBytes(new LightEvent(event.id(), event.type(), event.sourceType(), event.sourceId(),
				this.cursors.of(stored.position())));
	}

	byte[] full(StoredEvent stored) {
		return MAPPER.writeValueAsBytes(fullEvent(stored));
	}

	private FullEvent fullEvent(StoredEvent stored) {
		return FullEvent.of(stored, this.cursors.of(stored.position()));
	}

	static String sources(Collection<Source> sources) {
		return MAPPER.writeValueAsString(Map.of("sources", sources.stream().map(Source::toString).toList()));
	}

	static byte[] problem(ProblemDetail problem) {
		return MAPPER.writeValueAsBytes(problem);
	}

	private record Page(@JsonInclude(JsonInclude.Include.ALWAYS) List<FullEvent> events, @Nullable String next) {

	}

	private record LightEvent(String id, String type, String sourceType, String sourceId, String position) {

	}

	private record FullEvent(String id, String type, String sourceType, String sourceId, Instant time,
			@Nullable String version, @Nullable String correlationId, @Nullable String causationId,
			@Nullable String traceId, Map<String, String> extensions, String position, @Nullable String contentType,
			@Nullable String dataSchema, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonData payload,
			@JsonProperty("data_base64") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BinaryData binary) {

		static FullEvent of(StoredEvent stored, String position) {
			Event event = stored.event();
			TraceContext trace = event.traceContext();
			return new FullEvent(event.id(), event.type(), event.sourceType(), event.sourceId(), event.time(),
					event.version(), event.correlationId(), event.causationId(),
					(trace != null) ? trace.traceId() : null, event.extensions(), position, event.contentType(),
					event.dataSchema(), (event.data() instanceof JsonData json) ? json : null,
					(event.data() instanceof BinaryData bytes) ? bytes : null);
		}

	}

}
