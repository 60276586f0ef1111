package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.dualstream.Position;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.lease.GroupLog;
import io.github.dualstream.transport.lease.GroupRead;
import io.github.dualstream.transport.lease.Lease;
import io.github.dualstream.transport.nats.CommittedOffsets.Committed;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Streams of topics as one member of a group reads them.
 */
final class NatsGroupLog implements GroupLog, PartitionFetcher.Gaps {

	private static final Log logger = LogFactory.getLog(NatsGroupLog.class);

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final TopicStreams streams;

	private final CommittedOffsets offsets;

	private final String group;

	private final StartPosition start;

	private final PartitionFetcher fetcher;

	private final Map<LogPartition, Owned> owned = new HashMap<>();

	private final Set<LogPartition> lost = new HashSet<>();

	NatsGroupLog(TopicStreams streams, CommittedOffsets offsets, String group, StartPosition start) {
		this.streams = streams;
		this.offsets = offsets;
		this.group = group;
		this.start = start;
		this.fetcher = new PartitionFetcher(streams, this);
	}

	@Override
	public int partitionsOf(String topic) {
		return this.streams.partitionsOf(topic);
	}

	@Override
	public long begin(Lease lease) {
		LogPartition partition = lease.partition();
		TopicStream stream = this.streams.require(partition.topic());
		if (!this.offsets.isBegun(this.group, partition.topic())) {
			for (int number = 0; number < stream.partitions(); number++) {
				LogPartition each = new LogPartition(partition.topic(), number);
				this.offsets.start(this.group, each, startOf(each, stream), stream.identity());
			}
			this.offsets.begin(this.group, partition.topic());
		}
		Committed committed = this.offsets.read(this.group, partition);
		long next = stream.begin();
		if (committed != null && committed.identity().equals(stream.identity())) {
			next = (committed.next() < stream.begin()) ? resume(partition, committed.next(), stream) : committed.next();
		}
		else if (committed != null) {
			logger.warn("Topic '" + partition.topic() + "' was deleted and created again; group '" + this.group
					+ "' reads partition " + partition.number() + " from its beginning");
		}
		long revision = this.offsets.own(this.group, partition, new Committed(next, stream.identity(), lease.member()));
		this.owned.put(partition, new Owned(revision, stream.identity()));
		this.lost.remove(partition);
		this.fetcher.begin(partition, stream.identity(), next);
		return next;
	}

	private long startOf(LogPartition partition, TopicStream stream) {
		if (this.start instanceof StartPosition.Latest) {
			return stream.end();
		}
		if (this.start instanceof StartPosition.AtTime atTime) {
			return firstSince(partition, stream, atTime);
		}
		if (this.start instanceof StartPosition.AtPositions atPositions) {
			return atPositions.positions()
				.stream()
				.filter((position) -> position.topic().equals(partition.topic())
						&& position.partition() == partition.number())
				.mapToLong(Position::offset)
				.findFirst()
				.orElse(stream.begin());
		}
		return stream.begin();
	}

	private long firstSince(LogPartition partition, TopicStream stream, StartPosition.AtTime start) {
		ConsumerConfiguration configuration = ConsumerConfiguration.builder()
			.ackPolicy(AckPolicy.None)
			.deliverPolicy(DeliverPolicy.ByStartTime)
			.startTime(start.time().atZone(ZoneOffset.UTC))
			.memStorage(true)
			.numReplicas(1)
			.build();
		PullSubscribeOptions options = PullSubscribeOptions.builder()
			.stream(TopicStream.nameOf(partition.topic()))
			.configuration(configuration)
			.build();
		return this.streams.ask("The first record of " + partition + " since " + start.time() + " cannot be found",
				(connection) -> {
					JetStreamSubscription subscription = connection.jetStream(TopicStreams.options(TIMEOUT))
						.subscribe(TopicStream.filterOf(partition.topic(), partition.number()), options);
					try {
						if (subscription.getConsumerInfo().getNumPending() == 0) {
							return stream.end();
						}
						List<Message> first = subscription.fetch(1, TIMEOUT);
						return first.isEmpty() ? stream.end() : first.get(0).metaData().streamSequence() - 1;
					}
					finally {
						subscription.unsubscribe();
					}
				});
	}

	@Override
	public GroupRead read(Map<Lease, Long> from, Duration maxWait) {
		Map<LogPartition, Long> wanted = new HashMap<>();
		from.forEach((lease, offset) -> wanted.put(lease.partition(), offset));
		wanted.forEach((partition, offset) -> {
			Owned owner = this.owned.get(partition);
			if (owner != null && !this.lost.contains(partition) && !this.fetcher.isAt(partition, offset)) {
				this.fetcher.begin(partition, owner.identity(), offset);
			}
		});
		GroupRead read = new GroupRead(this.fetcher.fetch(wanted.keySet(), maxWait), Set.copyOf(this.lost));
		this.lost.clear();
		return read;
	}

	@Override
	public boolean commit(Lease lease, long next, Duration timeout) {
		LogPartition partition = lease.partition();
		Owned owner = this.owned.get(partition);
		if (owner == null) {
			return false;
		}
		Long revision = this.offsets.write(this.group, partition, new Committed(next, owner.identity(), lease.member()),
				owner.revision(), timeout);
		if (revision == null) {
			return false;
		}
		this.owned.put(partition, new Owned(revision, owner.identity()));
		return true;
	}

	@Override
	public long resume(LogPartition partition, long offset, TopicStream stream) {
		logger.error("Group '" + this.group + "' resumes " + partition + " at offset " + stream.begin()
				+ ": retention has passed its offset " + offset + ", and records between the two may have been deleted "
				+ "before this group had read them");
		return stream.begin();
	}

	@Override
	public void createdAgain(LogPartition partition) {
		this.lost.add(partition);
	}

	@Override
	public void end(Lease lease) {
		this.owned.remove(lease.partition());
		this.fetcher.end(lease.partition());
	}

	@Override
	public void wakeUp() {
		this.fetcher.wakeUp();
	}

	@Override
	public void close() {
		this.fetcher.close();
	}

	/**
	 * Partition that this member owns.
	 *
	 * @param revision revision of the committed offset, as this member has written it
	 * @param identity identity of the topic
	 */
	private record Owned(long revision, String identity) {

	}

}
