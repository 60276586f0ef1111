package io.github.dualstream.transport.nats;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.dualstream.transport.LogUnavailableException;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;

/**
 * Stream of a topic, as it was a moment ago. Its name is that of the topic as one token,
 * and it has one subject for each partition: {@code orders.0.>}, {@code orders.1.>} and
 * so on. The offset of a record is its sequence in the stream less one, so that the first
 * one is 0; the records of the other partitions are gaps.
 *
 * @param topic name of the topic
 * @param partitions number of partitions
 * @param identity identity of the stream, another one if it is created again
 * @param begin offset of the oldest record, or the end
 * @param end offset of the next record
 * @param configuration configuration of the stream
 */
record TopicStream(String topic, int partitions, String identity, long begin, long end,
		StreamConfiguration configuration) {

	private static final Pattern NUMBER = Pattern.compile("\\.(0|[1-9]\\d{0,5})\\.>");

	/**
	 * Read the description of a stream.
	 * @throws LogUnavailableException if it is not the stream of a topic
	 */
	static TopicStream of(String topic, StreamInfo info) {
		StreamState state = info.getStreamState();
		long last = state.getLastSequence();
		long begin = (state.getMsgCount() == 0) ? last : state.getFirstSequence() - 1;
		Instant created = info.getCreateTime().toInstant();
		String identity = Long.toString(created.getEpochSecond(), 36) + "-" + Integer.toString(created.getNano(), 36);
		return new TopicStream(topic, partitionsOf(topic, info.getConfiguration().getSubjects()), identity, begin, last,
				info.getConfiguration());
	}

	private static int partitionsOf(String topic, List<String> subjects) {
		Set<Integer> numbers = new HashSet<>();
		String name = nameOf(topic);
		for (String subject : subjects) {
			Matcher number = NUMBER.matcher(subject.startsWith(name) ? subject.substring(name.length()) : "");
			if (!number.matches()) {
				throw foreign(topic, subjects);
			}
			numbers.add(Integer.valueOf(number.group(1)));
		}
		if (numbers.isEmpty() || !numbers.containsAll(IntStream.range(0, numbers.size()).boxed().toList())) {
			throw foreign(topic, subjects);
		}
		return numbers.size();
	}

	private static LogUnavailableException foreign(String topic, List<String> subjects) {
		return new LogUnavailableException(
				"The stream '" + nameOf(topic) + "' is not a topic of dual-stream: it has the " + "subjects " + subjects
						+ " in place of '" + filterOf(topic, 0) + "', '" + filterOf(topic, 1)
						+ "' and so on, one for each partition; choose another topic, or another name for that stream",
				null);
	}

	static String nameOf(String topic) {
		return SubjectToken.of(topic);
	}

	static String filterOf(String topic, int partition) {
		return nameOf(topic) + "." + partition + ".>";
	}

	static List<String> subjectsOf(String topic, int partitions) {
		return IntStream.range(0, partitions).mapToObj((number) -> filterOf(topic, number)).toList();
	}

}
