package io.github.dualstream.autoconfigure.consumer;

import java.util.function.Function;
import java.util.function.Supplier;

import io.github.dualstream.autoconfigure.actuator.Refusals;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Says over HTTP why {@link DeadLettersEndpoint} refuses a request, and tells a group
 * without dead letters from one that does not exist. Arguments are text here: what cannot
 * be converted is refused by name.
 */
@EndpointWebExtension(endpoint = DeadLettersEndpoint.class)
final class DeadLettersWebExtension {

	private final DeadLettersEndpoint endpoint;

	private final KnownGroups known;

	/**
	 * Create the extension.
	 * @param endpoint the endpoint
	 * @param known tells which topics and groups exist
	 */
	DeadLettersWebExtension(DeadLettersEndpoint endpoint, KnownGroups known) {
		this.endpoint = endpoint;
		this.known = known;
	}

	/**
	 * List open letters.
	 * @param group the group that gave them up
	 * @param topic the topic that they come from
	 * @param key only those of this source id
	 * @param eventType only those of this type
	 * @param exception only those with a cause of this class
	 * @param position only this one
	 * @param limit how many at the most, 100 unless told otherwise
	 * @return the letters; 404 if there is no such group or topic, 400 if an argument
	 * makes no sense, both with the reason
	 */
	@ReadOperation
	public WebEndpointResponse<Object> list(@Selector String group, @Selector String topic, @Nullable String key,
			@Nullable String eventType, @Nullable String exception, @Nullable String position, @Nullable String limit) {
		return answer(group, topic,
				() -> this.endpoint.list(group, topic, key, eventType, exception, position, integer("limit", limit)));
	}

	/**
	 * Redrive or skip open letters.
	 * @param security who asks
	 * @param group the group that gave them up
	 * @param topic the topic that they come from
	 * @param action {@code redrive} or {@code skip}
	 * @param key only those of this source id
	 * @param eventType only those of this type
	 * @param exception only those with a cause of this class
	 * @param position only this one
	 * @param limit how many at the most, 100 unless told otherwise
	 * @param perSecond how many within a second at most, 100 unless told otherwise
	 * @param dryRun {@code false} to do it and not only say what would be done
	 * @return the letters that were, or would be, redriven or skipped; 404 if there is no
	 * such group or topic, 400 if an argument makes no sense, both with the reason
	 */
	@WriteOperation
	public WebEndpointResponse<Object> act(SecurityContext security, @Selector String group, @Selector String topic,
			@Nullable String action, @Nullable String key, @Nullable String eventType, @Nullable String exception,
			@Nullable String position, @Nullable String limit, @Nullable String perSecond, @Nullable String dryRun) {
		return answer(group, topic,
				() -> this.endpoint.act(security, group, topic, (action != null) ? action : "", key, eventType,
						exception, position, integer("limit", limit), number("perSecond", perSecond),
						flag("dryRun", dryRun)));
	}

	private WebEndpointResponse<Object> answer(String group, String topic,
			Supplier<DeadLettersEndpoint.Letters> operation) {
		WebEndpointResponse<Object> answer = Refusals.answer(operation::get);
		if (answer.getBody() instanceof DeadLettersEndpoint.Letters letters && letters.letters().isEmpty()) {
			String unknown = this.known.problemOf(group, topic);
			return (unknown != null) ? Refusals.notFound(unknown) : answer;
		}
		return answer;
	}

	private static @Nullable Integer integer(String name, @Nullable String value) {
		return convert(name, value, "a whole number", Integer::valueOf);
	}

	private static @Nullable Double number(String name, @Nullable String value) {
		return convert(name, value, "a number", Double::valueOf);
	}

	private static @Nullable Boolean flag(String name, @Nullable String value) {
		return convert(name, value, "true or false", (text) -> switch (text) {
			case "true" -> true;
			case "false" -> false;
			default -> throw new IllegalArgumentException("neither true nor false");
		});
	}

	private static <T> @Nullable T convert(String name, @Nullable String value, String expected,
			Function<String, T> conversion) {
		try {
			return (value != null) ? conversion.apply(value) : null;
		}
		catch (IllegalArgumentException ex) {
			throw Refusals.refused("'" + name + "' must be " + expected);
		}
	}

}
