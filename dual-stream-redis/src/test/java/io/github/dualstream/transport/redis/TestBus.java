package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ChannelStrategy;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationException;
import io.lettuce.core.resource.DefaultClientResources;

import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A bus as an application would have it, and the counts of what went through.
 */
final class TestBus implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofMillis(250);

	static final ChannelNaming NAMING = new ChannelNaming("events", ChannelStrategy.PER_SOURCE, 1);

	private final DefaultClientResources resources = DefaultClientResources.create();

	private final LettuceConnectionFactory application;

	final RedisNotificationBus bus;

	int offered;

	int sent;

	int refused;

	int unknown;

	TestBus(RedisConfiguration topology) {
		this(topology, NAMING);
	}

	TestBus(RedisConfiguration topology, ChannelNaming naming) {
		this(topology, naming, false);
	}

	TestBus(RedisConfiguration topology, ChannelNaming naming, boolean sharded) {
		this(topology, naming, sharded, TIMEOUT);
	}

	private TestBus(RedisConfiguration topology, ChannelNaming naming, boolean sharded, Duration timeout) {
		this.application = new LettuceConnectionFactory(topology,
				LettuceClientConfiguration.builder().clientResources(this.resources).clientName("app").build());
		this.application.start();
		this.bus = new RedisNotificationBus(
				RedisConnections.of(this.application, RedisBusOptions.of(timeout, 512, sharded), (builder) -> {
				}), naming, new Threads());
	}

	TestBus(LettuceConnectionFactory application) {
		this.application = application;
		this.bus = new RedisNotificationBus(
				RedisConnections.of(application, RedisBusOptions.of(TIMEOUT, 512, false), (builder) -> {
				}), NAMING, new Threads());
	}

	static TestBus on(TestRedis redis) {
		return new TestBus(new RedisStandaloneConfiguration("127.0.0.1", redis.port()));
	}

	/** A bus that waits for Redis as long as a busy machine takes. */
	static TestBus patient(TestRedis redis) {
		return new TestBus(new RedisStandaloneConfiguration("127.0.0.1", redis.port()), NAMING, false,
				Duration.ofSeconds(10));
	}

	static Notification notification(String sourceId, long offset) {
		return new Notification("id-" + offset, "order.placed", new Source("order", sourceId),
				new Position("events", 0, offset), (offset > 0) ? new Position("events", 0, offset - 1) : null);
	}

	static List<Notification> batch(String sourceId, int size) {
		return batch(sourceId, 0, size);
	}

	static List<Notification> batch(String sourceId, long first, int size) {
		List<Notification> batch = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			batch.add(notification(sourceId, first + i));
		}
		return batch;
	}

	static String channel(String sourceId) {
		return NAMING.channelOf(new Source("order", sourceId));
	}

	/**
	 * Publish and count.
	 * @param batch what to publish
	 * @return whether everything was sent
	 */
	boolean publish(List<Notification> batch) {
		this.offered += batch.size();
		try {
			this.bus.publish(batch);
			this.sent += batch.size();
			return true;
		}
		catch (NotificationException ex) {
			this.sent += ex.sent();
			this.refused += ex.refused();
			this.unknown += ex.unknown();
			return false;
		}
	}

	@Override
	public void close() {
		this.bus.close();
		this.application.destroy();
		this.resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2000);
	}

}
