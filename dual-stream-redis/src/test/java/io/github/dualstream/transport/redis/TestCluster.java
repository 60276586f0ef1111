package io.github.dualstream.transport.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.lettuce.core.cluster.SlotHash;
import org.awaitility.Awaitility;

import org.springframework.data.redis.connection.RedisClusterConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Redis Cluster of three nodes, without replicas.
 */
public final class TestCluster implements AutoCloseable {

	private static final int SHARE = SlotHash.SLOT_COUNT / 3 + 1;

	private final List<TestRedis> nodes = new ArrayList<>();

	private TestCluster(Function<String[], TestRedis> start) {
		try {
			for (int i = 0; i < 3; i++) {
				TestRedis node = start.apply(new String[] { "--cluster-enabled", "yes" });
				this.nodes.add(node);
				addSlots(node, i * SHARE, Math.min(SlotHash.SLOT_COUNT, (i + 1) * SHARE));
			}
			this.nodes.forEach((node) -> meet(this.nodes.get(0), node));
			awaitComplete();
		}
		catch (RuntimeException | Error ex) {
			close();
			throw ex;
		}
	}

	/** Of the carried Redis. */
	static TestCluster started() {
		return new TestCluster(TestRedis::started);
	}

	/** Of the Redis on the PATH. */
	public static TestCluster installed() {
		return new TestCluster(TestRedis::installed);
	}

	public RedisClusterConfiguration topology() {
		return new RedisClusterConfiguration(this.nodes.stream().map((node) -> "127.0.0.1:" + node.port()).toList());
	}

	public List<TestRedis> nodes() {
		return this.nodes;
	}

	public TestRedis ownerOf(String channel) {
		return this.nodes.get(SlotHash.getSlot(channel) / SHARE);
	}

	public TestRedis otherThan(TestRedis node) {
		return this.nodes.get((this.nodes.indexOf(node) + 1) % this.nodes.size());
	}

	/** Move a slot, as the cluster's own tools do. */
	public void moveSlot(int slot, TestRedis from, TestRedis to) {
		String number = String.valueOf(slot);
		requireOk(to.command("CLUSTER", "SETSLOT", number, "IMPORTING", id(from)));
		requireOk(from.command("CLUSTER", "SETSLOT", number, "MIGRATING", id(to)));
		requireOk(to.command("CLUSTER", "SETSLOT", number, "NODE", id(to)));
		requireOk(from.command("CLUSTER", "SETSLOT", number, "NODE", id(to)));
	}

	public void awaitComplete() {
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.nodes.stream().allMatch(TestCluster::isComplete));
	}

	private static boolean isComplete(TestRedis node) {
		String info = node.command("CLUSTER", "INFO");
		return info.contains("cluster_state:ok") && info.contains("cluster_slots_ok:16384");
	}

	private static void addSlots(TestRedis node, int from, int to) {
		List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
		IntStream.range(from, to).mapToObj(Integer::toString).forEach(command::add);
		requireOk(node.command(command.toArray(String[]::new)));
	}

	private static void meet(TestRedis node, TestRedis other) {
		requireOk(node.command("CLUSTER", "MEET", "127.0.0.1", String.valueOf(other.port())));
	}

	private static String id(TestRedis node) {
		return node.command("CLUSTER", "MYID").lines().skip(1).findFirst().orElseThrow();
	}

	private static void requireOk(String reply) {
		assertThat(reply).startsWith("+OK");
	}

	@Override
	public void close() {
		this.nodes.forEach(TestRedis::close);
	}

}
