package io.github.dualstream.transport.redis.streams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.AssignmentListener;
import io.github.dualstream.transport.ConsumerGroups;
import io.github.dualstream.transport.GroupMember;
import io.github.dualstream.transport.GroupProgress;
import io.github.dualstream.transport.LogPartition;
import io.github.dualstream.transport.StartPosition;
import io.github.dualstream.transport.lease.LeasedGroupMember;
import io.lettuce.core.Range;

/**
 * Consumer groups of a {@link RedisStreamsLog}: real groups of its streams, whose members
 * share them by leases. Thread-safe.
 */
public final class RedisConsumerGroups implements ConsumerGroups, AutoCloseable {

	private final RedisStreamsLog log;

	private final Threads threads;

	private final StreamConnection connection;

	private final RedisLeaseStore leases;

	private final ExecutorService questions;

	/**
	 * Create the groups.
	 * @param log the log to read
	 * @param threads threads of the application
	 */
	public RedisConsumerGroups(RedisStreamsLog log, Threads threads) {
		this.log = log;
		this.threads = threads;
		this.connection = new StreamConnection(log.connections(), log.options().timeout());
		this.leases = new RedisLeaseStore(this.connection);
		this.questions = threads.pool("dual-stream-redis-groups", 1);
	}

	@Override
	public GroupMember join(String group, Collection<String> topics, StartPosition start, AssignmentListener listener) {
		return LeasedGroupMember.join(group, topics, new StreamGroupLog(group, start, this.log), this.leases,
				this.log.options().lease(), listener, this.threads);
	}

	@Override
	public CompletableFuture<List<GroupProgress>> progress(String group, Collection<String> topics) {
		return later(() -> {
			StreamGroup streams = new StreamGroup(group);
			List<CompletableFuture<GroupProgress>> answers = new ArrayList<>();
			for (String topic : topics) {
				this.log.topics()
					.partitionsOf(topic)
					.forEach((partition) -> answers.add(streams.progress(this.connection.commands(), partition)));
			}
			List<GroupProgress> progress = new ArrayList<>();
			answers.forEach((answer) -> progress.add(StreamConnection
				.await("The progress of group '" + group + "' could not be read", answer, this.connection.timeout())));
			return progress;
		});
	}

	@Override
	public CompletableFuture<Void> forget(String group) {
		return later(() -> {
			List<String> topics = topicsOf(group);
			topics.forEach((topic) -> requireNoMembers(group, topic));
			topics.stream()
				.flatMap((topic) -> this.log.topics().partitionsOf(topic).stream())
				.forEach((partition) -> destroy(group, partition));
			this.connection.ask("Group '" + group + "' could not be deleted",
					(redis) -> redis.del(StreamKeys.topicsOf(group)));
			return null;
		});
	}

	private List<String> topicsOf(String group) {
		return this.connection
			.ask("Group '" + group + "' could not be deleted", (redis) -> redis.smembers(StreamKeys.topicsOf(group)))
			.stream()
			.map(StreamKeys::text)
			.toList();
	}

	private void requireNoMembers(String group, String topic) {
		long members = this.connection.ask("The members of group '" + group + "' could not be read",
				(redis) -> redis.time()
					.toCompletableFuture()
					.thenCompose((time) -> redis.zcount(StreamKeys.members(group, topic), after(time))));
		if (members > 0) {
			throw new IllegalStateException("Group '" + group + "' has " + members + " members; stop them first");
		}
	}

	private static Range<Long> after(List<byte[]> time) {
		long now = TimeUnit.SECONDS.toMillis(Long.parseLong(StreamKeys.text(time.get(0))))
				+ TimeUnit.MICROSECONDS.toMillis(Long.parseLong(StreamKeys.text(time.get(1))));
		return Range.from(Range.Boundary.excluding(now), Range.Boundary.unbounded());
	}

	private void destroy(String group, LogPartition partition) {
		byte[] stream = StreamKeys.bytes(StreamKeys.stream(partition));
		String subject = "Group '" + group + "' could not be deleted from " + partition;
		if (this.connection.ask(subject, (redis) -> redis.exists(stream)) > 0) {
			this.connection.ask(subject, (redis) -> redis.xgroupDestroy(stream, StreamKeys.bytes(group)));
		}
	}

	/** Ask from a thread that may wait; the executor is closed only with the groups. */
	private <T> CompletableFuture<T> later(Supplier<T> question) {
		return CompletableFuture.supplyAsync(question, this.questions);
	}

	@Override
	public void close() {
		this.questions.shutdownNow();
		this.connection.close();
	}

}
