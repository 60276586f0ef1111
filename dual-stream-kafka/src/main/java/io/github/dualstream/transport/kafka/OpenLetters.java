package io.github.dualstream.transport.kafka;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

import io.github.dualstream.Position;
import io.github.dualstream.transport.DeadLetter;
import io.github.dualstream.transport.DeadLetterMark;
import io.github.dualstream.transport.LogEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Finds open dead-letter records, partition by partition. Reads each partition twice,
 * first the answers, then the open records, so that only offsets and the result are kept
 * in memory, and not all records.
 */
final class OpenLetters {

	private final String group;

	private final Predicate<DeadLetter> filter;

	private final int limit;

	private final BiFunction<ConsumerRecord<byte[], byte[]>, Position, LogEntry> originals;

	private final List<DeadLetter> found = new ArrayList<>();

	OpenLetters(String group, Predicate<DeadLetter> filter, int limit,
			BiFunction<ConsumerRecord<byte[], byte[]>, Position, LogEntry> originals) {
		this.group = group;
		this.filter = filter;
		this.limit = limit;
		this.originals = originals;
	}

	List<DeadLetter> of(String topic, List<Integer> partitions, Function<TopicPartition, DeadLetterScan> scans) {
		for (int partition : partitions.stream().sorted().toList()) {
			if (this.found.size() < this.limit) {
				find(scans.apply(new TopicPartition(topic, partition)));
			}
		}
		return List.copyOf(this.found);
	}

	private void find(DeadLetterScan scan) {
		Set<Long> closed = new HashSet<>();
		scan.forEach((record) -> {
			DeadLetterMark mark = DeadLetterHeaders.mark(record, this.group);
			if (mark != null && mark.kind().closes()) {
				closed.add(mark.letter().offset());
			}
			return true;
		});
		scan.forEach((record) -> {
			DeadLetter letter = closed.contains(record.offset()) ? null : letter(record);
			if (letter != null && this.filter.test(letter)) {
				this.found.add(letter);
			}
			return this.found.size() < this.limit;
		});
	}

	private @Nullable DeadLetter letter(ConsumerRecord<byte[], byte[]> record) {
		DeadLetterMark mark = DeadLetterHeaders.mark(record, this.group);
		return (mark != null && mark.kind() == DeadLetterMark.Kind.LETTER)
				? DeadLetterHeaders.letter(mark, this.group, record, this.originals.apply(record, mark.origin()))
				: null;
	}

}
