package io.github.dualstream.autoconfigure.modulith;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.dualstream.Event;
import io.github.dualstream.RejectedException;
import org.jspecify.annotations.Nullable;

import org.springframework.expression.EvaluationContext;
import org.springframework.modulith.events.EventExternalizationConfiguration;
import org.springframework.modulith.events.RoutingTarget;
import org.springframework.modulith.events.support.BrokerRouting;

/**
 * Events of the payloads that Spring Modulith externalizes. The target is the type of the
 * source, the key its id. Headers named {@code type} and {@code version} are those of the
 * event, all others become extensions.
 */
final class ExternalizedEvents {

	private static final String TYPE = "type";

	private static final String VERSION = "version";

	private static final String SUFFIX = "event";

	private final EventExternalizationConfiguration configuration;

	private final EvaluationContext context;

	/**
	 * Create the events.
	 * @param configuration headers of the payloads
	 * @param context context of the expressions in targets and keys
	 */
	ExternalizedEvents(EventExternalizationConfiguration configuration, EvaluationContext context) {
		this.configuration = configuration;
		this.context = context;
	}

	/**
	 * Create the event of a payload.
	 * @throws RejectedException if target, key or headers make no valid event
	 */
	Event eventOf(Object payload, RoutingTarget target) {
		BrokerRouting routing = BrokerRouting.of(target, this.context);
		String sourceType = routing.getTarget(payload);
		String sourceId = (target.getKey() != null) ? routing.getKey(payload) : null;
		if (sourceId == null) {
			throw new RejectedException("sourceId",
					"is missing, as " + payload.getClass().getName() + " is externalized to '" + target
							+ "', which has no key, or its key is null; name the source"
							+ " as in @Externalized(\"order::#{orderId}\")");
		}
		Map<String, Object> headers = this.configuration.getHeadersFor(payload);
		Event.Builder event = Event.builder()
			.source(sourceType, sourceId)
			.type(textOf(headers.get(TYPE), typeOf(sourceType, payload.getClass())))
			.data(payload);
		headers.forEach((name, value) -> {
			if (name.equals(VERSION)) {
				event.version(value.toString());
			}
			else if (!name.equals(TYPE)) {
				event.extension(name, value.toString());
			}
		});
		return event.build();
	}

	private static String textOf(@Nullable Object header, String fallback) {
		return (header != null) ? header.toString() : fallback;
	}

	/**
	 * Type by the name of a class, such as {@code order.stock-reserved} for an
	 * {@code OrderStockReserved} of source type {@code order}.
	 */
	static String typeOf(String sourceType, Class<?> payload) {
		List<String> words = Arrays.asList(payload.getSimpleName()
			.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
			.replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
			.toLowerCase(Locale.ROOT)
			.split("-", -1));
		if (words.size() > 1 && words.get(words.size() - 1).equals(SUFFIX)) {
			words = words.subList(0, words.size() - 1);
		}
		List<String> source = Arrays.asList(sourceType.toLowerCase(Locale.ROOT).split("[._-]", -1));
		if (words.size() > source.size() && words.subList(0, source.size()).equals(source)) {
			words = words.subList(source.size(), words.size());
		}
		return sourceType + "." + String.join("-", words);
	}

}
