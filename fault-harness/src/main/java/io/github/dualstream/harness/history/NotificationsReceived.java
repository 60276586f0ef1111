package io.github.dualstream.harness.history;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Invariant G, second half: a subscriber receives notifications of acknowledged events
 * only, without their data, on the channel of their source and in log order. For the
 * default channels, one per source.
 */
public final class NotificationsReceived {

	private static final Set<String> FIELDS = Set.of("id", "type", "source_id", "position", "prev");

	private static final int MAX_BYTES = 1024;

	private final Map<String, List<Operation>> operations;

	private final Map<String, LogRecord> log;

	private final Map<String, LogRecord> last = new HashMap<>();

	private NotificationsReceived(Collection<Operation> operations, Collection<LogRecord> log) {
		this.operations = operations.stream().collect(Collectors.groupingBy(Operation::event));
		this.log = log.stream().collect(Collectors.toMap(LogRecord::position, Function.identity()));
	}

	/**
	 * Checks the invariant.
	 * @param messages messages of one subscriber, in the order of arrival
	 * @param operations operations of all publishers
	 * @param log all records of all published topics
	 * @return the violations; none means that the invariant holds
	 */
	public static List<Violation> check(List<ReceivedMessage> messages, Collection<Operation> operations,
			Collection<LogRecord> log) {
		NotificationsReceived received = new NotificationsReceived(operations, log);
		List<Violation> violations = new ArrayList<>();
		for (ReceivedMessage message : messages) {
			String problem = received.problem(message);
			if (problem != null) {
				violations.add(new Violation('G', message.body() + " on " + message.channel() + " " + problem));
			}
		}
		return violations;
	}

	private @Nullable String problem(ReceivedMessage message) {
		try {
			JsonNode json = HistoryJson.MAPPER.readTree(message.body());
			if (!FIELDS.containsAll(json.propertyNames())
					|| message.body().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
				return "has more content than allowed for a notification";
			}
			return problem(message.channel(), json);
		}
		catch (JacksonException ex) {
			return "is not JSON";
		}
	}

	private @Nullable String problem(String channel, JsonNode json) {
		String event = json.path("id").asString();
		LogRecord record = this.log.get(json.path("position").asString());
		if (record == null || !record.event().equals(event)) {
			return "is not at that position of the log";
		}
		if (!channel.endsWith(":" + record.source())) {
			return "belongs to source " + record.source();
		}
		if (this.operations.getOrDefault(event, List.of()).stream().noneMatch((call) -> mayAnnounce(call, record))) {
			return "was not acknowledged";
		}
		LogRecord before = this.last.put(record.source(), record);
		if (before != null && before.offset() >= record.offset()) {
			return "came after " + before.describe();
		}
		return problemOfPrevious(json.path("prev"), record);
	}

	/**
	 * Whether a notification is allowed for a call; a killed process could not record the
	 * acknowledgement.
	 */
	private static boolean mayAnnounce(Operation call, LogRecord record) {
		return record.position().equals(call.position()) || call.outcome() == Outcome.PENDING;
	}

	private @Nullable String problemOfPrevious(JsonNode prev, LogRecord record) {
		if (prev.isMissingNode()) {
			return null;
		}
		LogRecord previous = this.log.get(prev.asString());
		boolean fits = previous != null && previous.source().equals(record.source())
				&& previous.offset() < record.offset();
		return fits ? null : "names a previous position that is not of an earlier event of its source";
	}

}
