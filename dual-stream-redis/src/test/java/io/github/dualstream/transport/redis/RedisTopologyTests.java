package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.RedisStaticMasterReplicaConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Tag("faults")
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
		try (TestCluster cluster = TestCluster.started(); TestBus test = new TestBus(cluster.topology())) {
			assertCarries(test);
			int before = test.sent;
			cluster.nodes().get(2).kill();
			Awaitility.await().until(() -> !test.publish(manySources(100)));
			assertThat(test.sent + test.refused + test.unknown).isEqualTo(test.offered);
			assertThat(test.sent).isGreaterThan(before);
		}
	}

	@Test
	void whenNodesOfAClusterAreRestartedThenChannelsAreHeardAgain() {
		try (TestCluster cluster = TestCluster.started(); TestBus test = new TestBus(cluster.topology())) {
			List<Notification> heard = assertCarries(test);
			for (TestRedis node : cluster.nodes()) {
				node.kill();
				node.start();
				cluster.awaitComplete();
				heard.clear();
				Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
					test.publish(manySources(100));
					return !heard.isEmpty();
				});
			}
		}
	}

	@Test
	void whenANodeOfAClusterIsAwayAtTheStartThenTheOthersTakeTheirShare() {
		try (TestCluster cluster = TestCluster.started()) {
			cluster.nodes().get(1).kill();
			assertOthersTakeTheirShare(cluster);
		}
	}

	@Test
	void whenANodeOfAClusterHangsAtTheStartThenTheOthersTakeTheirShare() {
		try (TestCluster cluster = TestCluster.started()) {
			cluster.nodes().get(1).pause();
			assertOthersTakeTheirShare(cluster);
		}
	}

	private static void assertOthersTakeTheirShare(TestCluster cluster) {
		try (TestBus test = new TestBus(cluster.topology())) {
			Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
				test.publish(manySources(100));
				return test.sent > 0;
			});
			assertThat(test.sent + test.refused + test.unknown).isEqualTo(test.offered);
		}
	}

	@Test
	void whenAClusterHasNoShardedPubSubThenThatIsWhatIsSaid() {
		try (TestCluster cluster = TestCluster.started();
				TestBus test = new TestBus(cluster.topology(), TestBus.NAMING, true)) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(20))
				.untilAsserted(() -> assertThatExceptionOfType(NotificationException.class)
					.isThrownBy(() -> test.bus.publish(TestBus.batch("42", 3)))
					.satisfies((ex) -> assertThat(ex.refused()).isEqualTo(3))
					.withMessageContaining("needs 7.0")
					.withMessageContaining("'dual-stream.redis.sharded'"));
			assertThatExceptionOfType(UnsupportedOperationException.class)
				.isThrownBy(() -> test.bus.probe(Duration.ofSeconds(5)))
				.withMessageContaining("needs 7.0");
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

	private static List<Notification> assertCarries(TestBus test) {
		List<Notification> heard = Collections.synchronizedList(new ArrayList<>());
		test.bus.subscribe(TestBus.channel("7"), heard::add);
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
			test.publish(manySources(100));
			return !heard.isEmpty();
		});
		assertThat(heard.get(0)).isEqualTo(TestBus.notification("7", 7));
		return heard;
	}

	private static List<Notification> manySources(int count) {
		return IntStream.range(0, count).mapToObj((i) -> TestBus.notification(String.valueOf(i), i)).toList();
	}

}
