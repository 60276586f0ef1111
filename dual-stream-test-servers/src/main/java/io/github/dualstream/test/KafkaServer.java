package io.github.dualstream.test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka, one broker and controller (KRaft) in a JVM of its own, that can be killed
 * and stopped like one.
 * <p>
 * It listens on one port of 127.0.0.1 for all its life, keeps its data in a temporary
 * folder until {@link #close()}, and ends with this JVM, however that ends (on Windows:
 * unless that is killed). Topics are created on first use unless
 * {@code auto.create.topics.enable} says otherwise. The broker takes its classes from
 * this JVM's {@code java.class.path}, and its code is compiled for a fast start, not for
 * the highest throughput. For that, as a benchmark needs it, the system property
 * {@code dual-stream-test.kafka-jvm-options} of this JVM replaces the options for heap,
 * garbage collector and compiler, for example with {@code -Xmx1g -XX:+UseG1GC}.
 */
public final class KafkaServer extends TestServer {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private final KafkaNode node;

	private KafkaServer(ServerFolder folder, KafkaNodes nodes, KafkaNode node, Map<String, String> brokerProperties) {
		super(new ServerProcess((nodes.all().size() > 1) ? "Kafka broker " + node.id() : "Kafka", folder,
				KafkaServerCommand.write(folder, nodes, node, brokerProperties)));
		this.node = node;
	}

	static KafkaServer of(KafkaNodes nodes, KafkaNode node, Map<String, String> brokerProperties) {
		return new KafkaServer(ServerFolder.create("kafka"), nodes, node, brokerProperties);
	}

	/**
	 * Starts a broker and waits until it serves requests.
	 * @return the running broker
	 */
	public static KafkaServer start() {
		return start(Map.of());
	}

	/**
	 * Starts a broker with settings of its own and waits until it serves requests.
	 * @param brokerProperties properties of {@code server.properties}, such as
	 * {@code auto.create.topics.enable}; they override the defaults. The listeners must
	 * stay as they are
	 * @return the running broker
	 */
	public static KafkaServer start(Map<String, String> brokerProperties) {
		KafkaServer server = launch(brokerProperties);
		server.closeAtExit();
		return server;
	}

	/**
	 * Starts a broker that the caller closes when the JVM exits.
	 */
	static KafkaServer launch(Map<String, String> brokerProperties) {
		KafkaNodes nodes = KafkaNodes.pick(1);
		KafkaServer server = of(nodes, nodes.all().get(0), brokerProperties);
		server.startOrClose();
		return server;
	}

	/**
	 * Returns the address for {@code bootstrap.servers}. It does not change.
	 * @return host and port
	 */
	public String bootstrapServers() {
		return this.node.bootstrapServers();
	}

	@Override
	void awaitReady(ServerProcess process) {
		process.awaitReady(() -> FreePort.isOpen(this.node.port()), START_TIMEOUT);
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
			process.awaitReady(() -> isMember(admin), START_TIMEOUT);
		}
	}

	/**
	 * Whether the broker is a member of its own cluster; it answers before that.
	 */
	private boolean isMember(Admin admin) {
		try {
			return admin.describeCluster()
				.nodes()
				.get(2, TimeUnit.SECONDS)
				.stream()
				.anyMatch((member) -> member.id() == this.node.id());
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for Kafka", ex);
		}
	}

}
