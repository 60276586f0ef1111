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
 * the highest throughput.
 * <p>
 * All methods may be called by any thread. They throw {@link IllegalStateException}, with
 * the end of the broker's log where there is one, when the broker does not do what they
 * promise.
 */
public final class KafkaServer implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private final int port;

	private final ServerProcess process;

	private KafkaServer(Map<String, String> brokerProperties) {
		ServerFolder folder = ServerFolder.create("kafka");
		this.port = FreePort.pick();
		this.process = new ServerProcess("Kafka", folder,
				KafkaServerCommand.write(folder, this.port, brokerProperties));
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
	 * {@code auto.create.topics.enable}; they win over the defaults. The listeners must
	 * stay as they are
	 * @return the running broker
	 */
	public static KafkaServer start(Map<String, String> brokerProperties) {
		KafkaServer server = launch(brokerProperties);
		server.process.closeAtExit();
		return server;
	}

	/**
	 * Starts a broker that whoever calls this closes when the JVM exits.
	 */
	static KafkaServer launch(Map<String, String> brokerProperties) {
		KafkaServer server = new KafkaServer(brokerProperties);
		try {
			server.run();
			return server;
		}
		catch (RuntimeException ex) {
			server.close();
			throw ex;
		}
	}

	/**
	 * Returns the address for {@code bootstrap.servers}. It does not change.
	 * @return host and port
	 */
	public String bootstrapServers() {
		return FreePort.HOST + ":" + this.port;
	}

	/**
	 * Kills the broker (SIGKILL) and waits until it is gone. Its data stay. Does nothing
	 * where it does not run.
	 */
	public void kill() {
		this.process.kill();
	}

	/**
	 * Stops the broker's threads (SIGSTOP): connections stay open, nothing answers. Not
	 * on Windows.
	 */
	public void pause() {
		this.process.signal("STOP");
	}

	/**
	 * Lets a paused broker run on (SIGCONT) and waits until it serves requests.
	 */
	public void resume() {
		this.process.signal("CONT");
		awaitReady();
	}

	/**
	 * Starts the broker again, on the same port and data, and waits until it serves
	 * requests. Kills it first where it still runs.
	 */
	public synchronized void restart() {
		this.process.kill();
		run();
	}

	/**
	 * Tells whether the broker's process exists. A paused one does.
	 * @return whether it runs
	 */
	public boolean isRunning() {
		return this.process.isRunning();
	}

	/**
	 * Kills the broker and deletes its data. It cannot be restarted afterwards.
	 */
	@Override
	public void close() {
		this.process.close();
	}

	long pid() {
		return this.process.pid();
	}

	private void run() {
		this.process.start();
		awaitReady();
	}

	private void awaitReady() {
		this.process.awaitReady(() -> FreePort.isOpen(this.port), START_TIMEOUT);
		try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
			this.process.awaitReady(() -> hasNode(admin), START_TIMEOUT);
		}
	}

	/**
	 * A broker answers before it is part of its own cluster.
	 */
	private static boolean hasNode(Admin admin) {
		try {
			return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
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
