package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.transport.Notification;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class RedisTopologyTests {

	@Test
	void staticMasterAndReplicas() {
		try (TestRedis redis = TestRedis.started("--requirepass", "secret")) {
			RedisStaticMasterReplicaConfiguration topology = new RedisStaticMasterReplicaConfiguration("127.0.0.1",
					redis.port());
			topology.setPassword("secret");
			try (TestBus test = new TestBus(topology)) {
				assertCarries(test);
			}
		}
	}

	@Test
	void cluster() {
		try (TestRedis one = clusterNode(0, 8191); TestRedis two = clusterNode(8192, 16383)) {
			one.command("CLUSTER", "MEET", "127.0.0.1", String.valueOf(two.port()));
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> isComplete(one) && isComplete(two));
			RedisConfiguration topology = new RedisClusterConfiguration(List.of("127.0.0.1:" + one.port()));
			try (TestBus test = new TestBus(topology)) {
				assertCarries(test);
				int before = test.sent;
				two.kill();
				Awaitility.await().until(() -> !test.publish(manySources(100)));
				assertThat(test.sent + test.refused + test.unknown).isEqualTo(test.offered);
				assertThat(test.sent).isGreaterThan(before);
			}
		}
	}

	@Test
	void anApplicationWithoutClientResources() {
		try (TestRedis redis = TestRedis.started()) {
			LettuceConnectionFactory application = new LettuceConnectionFactory(
					new RedisStandaloneConfiguration("127.0.0.1", redis.port()));
			try (TestBus test = new TestBus(application)) {
				assertCarries(test);
			}
		}
	}

	private static TestRedis clusterNode(int firstSlot, int lastSlot) {
		TestRedis node = TestRedis.started("--cluster-enabled", "yes");
		List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
		IntStream.rangeClosed(firstSlot, lastSlot).mapToObj(Integer::toString).forEach(command::add);
		assertThat(node.command(command.toArray(String[]::new))).startsWith("+OK");
		return node;
	}

	private static boolean isComplete(TestRedis node) {
		String info = node.command("CLUSTER", "INFO");
		return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:16384");
	}

	private static void assertCarries(TestBus test) {
		List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
		test.bus.subscribe(TestBus.channel("7"), heard::add);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			test.publish(manySources(100));
			return !heard.isEmpty();
		});
		assertThat(heard.get(0)).isEqualTo(TestBus.notification("7", 7));
	}

	private static List<Notification> manySources(int count) {
		return IntStream.range(0, count).mapToObj((i) -> TestBus.notification(String.valueOf(i), i)).toList();
	}

}
