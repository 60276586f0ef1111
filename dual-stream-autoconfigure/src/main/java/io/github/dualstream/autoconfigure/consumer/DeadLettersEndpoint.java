package io.github.dualstream.autoconfigure.consumer;

import java.security.Principal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.dualstream.Position;
import io.github.dualstream.autoconfigure.actuator.Refusals;
import io.github.dualstream.consumer.ConsumerStatus;
import io.github.dualstream.consumer.DeadLetterFilter;
import io.github.dualstream.consumer.DeadLetters;
import io.github.dualstream.consumer.EventConsumer;
import io.github.dualstream.consumer.EventConsumers;
import io.github.dualstream.consumer.deadletter.DeadLetter;
import io.github.dualstream.transport.PrintableText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Endpoint that counts the open dead-letter records of all groups, lists those of a
 * group, and redrives or skips them. Writes only if
 * {@code management.endpoint.dualstreamdeadletters.access} is {@code unrestricted}, and
 * if the request is not a dry run.
 */
@Endpoint(id = "dualstreamdeadletters", defaultAccess = Access.READ_ONLY)
final class DeadLettersEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(DeadLettersEndpoint.class);

	private static final int DEFAULT_LIMIT = 100;

	private static final double DEFAULT_PER_SECOND = 100;

	private final DeadLetters deadLetters;

	private final EventConsumers consumers;

	DeadLettersEndpoint(DeadLetters deadLetters, EventConsumers consumers) {
		this.deadLetters = deadLetters;
		this.consumers = consumers;
	}

	/**
	 * Return the number of open dead-letter records, without reading them.
	 * @return number of records for each group of this application and each of its
	 * topics, across the partitions assigned to this instance
	 */
	@ReadOperation
	public Overview overview() {
		return new Overview(this.consumers.all()
			.stream()
			.sorted(Comparator.comparing(EventConsumer::group))
			.map(EventConsumer::status)
			.flatMap(OpenDeadLetters::of)
			.toList());
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
	 * @return the records
	 */
	@ReadOperation
	public DeadLetterRecords list(@Selector String group, @Selector String topic, @Nullable String key,
			@Nullable String eventType, @Nullable String exception, @Nullable String position,
			@Nullable Integer limit) {
		DeadLetterFilter filter = filter(group, topic, key, eventType, exception, position);
		return DeadLetterRecords.of("list", true, this.deadLetters.list(filter, limit(limit)));
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
	 * @return the records that were, or would be, redriven or skipped
	 */
	@WriteOperation
	public DeadLetterRecords act(SecurityContext security, @Selector String group, @Selector String topic,
			String action, @Nullable String key, @Nullable String eventType, @Nullable String exception,
			@Nullable String position, @Nullable Integer limit, @Nullable Double perSecond, @Nullable Boolean dryRun) {
		DeadLetterFilter filter = filter(group, topic, key, eventType, exception, position);
		boolean redrive = isRedrive(action);
		if (dryRun == null || dryRun) {
			return DeadLetterRecords.of(action, true, this.deadLetters.list(filter, limit(limit)));
		}
		double pace = perSecond(perSecond);
		List<DeadLetter> done = redrive ? this.deadLetters.redrive(filter, limit(limit), pace)
				: this.deadLetters.skip(filter, limit(limit), pace);
		logger.warn("{} asked to {} {} dead-letter records of {}", name(security.getPrincipal()),
				redrive ? "redrive" : "skip", done.size(), PrintableText.of(filter));
		return DeadLetterRecords.of(action, false, done);
	}

	private static DeadLetterFilter filter(String group, String topic, @Nullable String key, @Nullable String eventType,
			@Nullable String exception, @Nullable String position) {
		Refusals.requireShort("group", group);
		Refusals.requireShort("topic", topic);
		Refusals.requireShort("key", key);
		Refusals.requireShort("eventType", eventType);
		Refusals.requireShort("exception", exception);
		requirePosition(position);
		return new DeadLetterFilter(group, topic, key, eventType, exception, position, null, null);
	}

	private static void requirePosition(@Nullable String position) {
		try {
			Position unused = (position != null) ? Position.parse(position) : null;
		}
		catch (IllegalArgumentException ex) {
			throw Refusals.refused("'position' must be one that the list shows, such as 'events.dlt:0:42'");
		}
	}

	private static boolean isRedrive(String action) {
		return switch (action.toLowerCase(Locale.ROOT)) {
			case "redrive" -> true;
			case "skip" -> false;
			default -> throw Refusals.refused("'action' must be 'redrive' or 'skip'");
		};
	}

	private static int limit(@Nullable Integer limit) {
		int checked = (limit != null) ? limit : DEFAULT_LIMIT;
		if (checked < 1 || checked > DeadLetters.MAX_LIMIT) {
			throw Refusals.refused("'limit' must be from 1 to " + DeadLetters.MAX_LIMIT);
		}
		return checked;
	}

	private static double perSecond(@Nullable Double perSecond) {
		double checked = (perSecond != null) ? perSecond : DEFAULT_PER_SECOND;
		if (!(checked > 0)) {
			throw Refusals.refused("'perSecond' must be positive");
		}
		return checked;
	}

	private static String name(@Nullable Principal principal) {
		return (principal != null) ? PrintableText.of(principal.getName()) : "Somebody unknown";
	}

	/**
	 * Open dead-letter records by group and topic.
	 *
	 * @param groups numbers for each group and topic
	 */
	public record Overview(List<OpenDeadLetters> groups) {

		public Overview {
			groups = List.copyOf(groups);
		}

	}

	/**
	 * Open dead-letter records of a group and a topic.
	 *
	 * @param group name of the group
	 * @param topic name of the original topic
	 * @param open number of records; {@code null} if unknown, as while the consumer is
	 * stopped
	 */
	public record OpenDeadLetters(String group, String topic,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer open) {

		private static Stream<OpenDeadLetters> of(ConsumerStatus status) {
			return status.topics().stream().sorted().map((topic) -> {
				OptionalInt open = status.openDeadLetters(topic);
				return new OpenDeadLetters(status.group(), topic, open.isPresent() ? open.getAsInt() : null);
			});
		}

	}

	/**
	 * Dead-letter records, with the requested action.
	 *
	 * @param action requested action
	 * @param dryRun whether nothing was changed
	 * @param letters the records
	 */
	public record DeadLetterRecords(String action, boolean dryRun, List<DeadLetterRecord> letters) {

		public DeadLetterRecords {
			letters = List.copyOf(letters);
		}

		private static DeadLetterRecords of(String action, boolean dryRun, List<DeadLetter> deadLetters) {
			return new DeadLetterRecords(action, dryRun, deadLetters.stream().map(DeadLetterRecord::of).toList());
		}

	}

	/**
	 * Dead-letter record.
	 *
	 * @param position position in the dead-letter topic, as used by the filter
	 * @param origin original position
	 * @param key source id
	 * @param eventId id of the event; {@code null} if the record is not an event
	 * @param eventType type of the event; {@code null} if the record is not an event
	 * @param attempts number of attempts of the handler
	 * @param exception class of the cause
	 * @param cause beginning of the cause's message
	 * @param keptAt time at which it was written to the dead-letter topic
	 */
	public record DeadLetterRecord(String position, String origin, @Nullable String key, @Nullable String eventId,
			@Nullable String eventType, int attempts, String exception, String cause, Instant keptAt) {

		private static DeadLetterRecord of(DeadLetter deadLetter) {
			return new DeadLetterRecord(deadLetter.position().toString(), deadLetter.origin().toString(),
					deadLetter.sourceId(), deadLetter.eventId(), deadLetter.eventType(), deadLetter.attempts(),
					deadLetter.exception(), deadLetter.cause(), deadLetter.keptAt());
		}

	}

}
