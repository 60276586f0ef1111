package io.github.dualstream.transport.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.dualstream.transport.ConnectionProbe;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Administrative connection to Kafka. Opened on first use, so Kafka need not be available
 * before. Thread-safe.
 */
public final class KafkaAdministration implements ConnectionProbe, AutoCloseable {

	private final Supplier<Admin> factory;

	private @Nullable Admin admin;

	private boolean closed;

	/**
	 * Create the connection without opening it.
	 * @param factory factory of the client
	 */
	public KafkaAdministration(Supplier<Admin> factory) {
		this.factory = factory;
	}

	synchronized Admin admin() {
		if (this.closed) {
			// nobody would close another one
			throw new KafkaException("The administrative connection to Kafka is closed");
		}
		if (this.admin == null) {
			this.admin = this.factory.get();
		}
		return this.admin;
	}

	@Override
	public Map<String, Object> probe(Duration timeout) throws Exception {
		int millis = Math.toIntExact(timeout.toMillis());
		DescribeClusterResult cluster = admin().describeCluster(new DescribeClusterOptions().timeoutMs(millis));
		int nodes = cluster.nodes().get(millis, TimeUnit.MILLISECONDS).size();
		return Map.of("clusterId", cluster.clusterId().get(millis, TimeUnit.MILLISECONDS), "nodes", nodes);
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		if (this.admin != null) {
			this.admin.close(Duration.ofSeconds(1));
		}
	}

}
