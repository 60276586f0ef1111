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
 * Web extension of {@link DeadLettersEndpoint} that reports over HTTP why a request is
 * rejected, and distinguishes a group without dead-letter records from one that does not
 * exist. Arguments are text here, so that those that cannot be converted are rejected by
 * name.
 */
@EndpointWebExtension(endpoint = DeadLettersEndpoint.class)
final class DeadLettersWebExtension {

	private final DeadLettersEndpoint endpoint;

	private final KnownGroups known;

	/**
	 * Create the extension.
	 * @param endpoint the endpoint
	 * @param known lookup of existing topics and groups
	 */
	DeadLettersWebExtension(DeadLettersEndpoint endpoint, KnownGroups known) {
		this.endpoint = endpoint;
		this.known = known;
	}

	/**
	 * List open dead-letter records.
	 * @param group group whose handler failed
	 * @param topic original topic of the records
	 * @param key source id of the records
	 * @param eventType event type of the records
	 * @param exception class of the cause
	 * @param position position of a single record
	 * @param limit maximum number of records, 100 by default
	 * @return the records; 404 if there is no such group or topic, 400 if an argument is
	 * not valid, both with the reason
	 */
	@ReadOperation
	public WebEndpointResponse<Object> list(@Selector String group, @Selector String topic, @Nullable String key,
			@Nullable String eventType, @Nullable String exception, @Nullable String position, @Nullable String limit) {
		return answer(group, topic,
				() -> this.endpoint.list(group, topic, key, eventType, exception, position, integer("limit", limit)));
	}

	/**
	 * Redrive or skip open dead-letter records.
	 * @param security caller of the operation
	 * @param group group whose handler failed
	 * @param topic original topic of the records
	 * @param action {@code redrive} or {@code skip}
	 * @param key source id of the records
	 * @param eventType event type of the records
	 * @param exception class of the cause
	 * @param position position of a single record
	 * @param limit maximum number of records, 100 by default
	 * @param perSecond maximum number of records per second, 100 by default
	 * @param dryRun whether to only list the records, {@code true} by default
	 * @return the records that were, or would be, redriven or skipped; 404 if there is no
	 * such group or topic, 400 if an argument is not valid, both with the reason
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
			Supplier<DeadLettersEndpoint.DeadLetterRecords> operation) {
		WebEndpointResponse<Object> answer = Refusals.answer(operation::get);
		if (answer.getBody() instanceof DeadLettersEndpoint.DeadLetterRecords records && records.letters().isEmpty()) {
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
