package io.github.dualstream.test;

import java.util.Locale;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.condition.EnabledIf;

import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Kind of the servers of {@link DualStreamServers @DualStreamServers}.
 * <p>
 * Containers if a container engine is running, otherwise embedded servers. The system
 * property {@value #PROPERTY} or the environment variable
 * {@code DUAL_STREAM_TEST_SERVERS} forces one of the two. The kind is determined once per
 * JVM, on first use, and logged with the reason.
 */
public enum ServerKind {

	/**
	 * Processes of this machine, {@link KafkaServer}, {@link RedisServer} and
	 * {@link NatsServer}.
	 */
	EMBEDDED(KafkaServerConfiguration.class, RedisServerConfiguration.class, NatsServerConfiguration.class),

	/**
	 * {@link ServerContainers Containers}, by Testcontainers and Spring Boot's service
	 * connections.
	 */
	CONTAINERS(KafkaContainerConfiguration.class, RedisContainerConfiguration.class, NatsContainerConfiguration.class);

	/**
	 * System property that forces a kind: {@code embedded} or {@code containers}.
	 */
	public static final String PROPERTY = "dual-stream-test.servers";

	private static final Log logger = LogFactory.getLog(ServerKind.class);

	private static final SingletonSupplier<ServerKind> chosen = SingletonSupplier
		.of(() -> choose(new StandardEnvironment(), ContainerEngine::answers));

	private final Class<?> kafka;

	private final Class<?> redis;

	private final Class<?> nats;

	ServerKind(Class<?> kafka, Class<?> redis, Class<?> nats) {
		this.kafka = kafka;
		this.redis = redis;
		this.nats = nats;
	}

	/**
	 * Returns the kind of this JVM's servers. Looks for a container engine when it is
	 * called for the first time, unless the kind is forced. Safe for use by several
	 * threads.
	 * @return the kind
	 * @throws org.springframework.boot.context.properties.bind.BindException when the
	 * property has another value
	 */
	public static ServerKind chosen() {
		return chosen.obtain();
	}

	/**
	 * Tells whether the servers are containers, for a test's
	 * {@code @EnabledIf("io.github.dualstream.test.ServerKind#containersAreChosen")}.
	 * @return whether {@link #chosen()} is {@link #CONTAINERS}
	 */
	public static boolean containersAreChosen() {
		return chosen() == CONTAINERS;
	}

	/**
	 * Tells whether {@code @DualStreamServers(nats = true)} can start NATS, for a test's
	 * {@code @EnabledIf("io.github.dualstream.test.ServerKind#natsIsAvailable")}.
	 * @return whether {@link #chosen()} is {@link #CONTAINERS}, or a nats-server is
	 * installed
	 */
	public static boolean natsIsAvailable() {
		return containersAreChosen() || NatsServer.isInstalled();
	}

	static ServerKind choose(Environment environment, BooleanSupplier containerEngineAnswers) {
		BindResult<ServerKind> forced = Binder.get(environment).bind(PROPERTY, ServerKind.class);
		if (forced.isBound()) {
			return logged(forced.get(), PROPERTY + " is set to it");
		}
		return containerEngineAnswers.getAsBoolean()
				? logged(CONTAINERS, "a container engine answers, and " + PROPERTY + " is not set")
				: logged(EMBEDDED, "no container engine answers");
	}

	private static ServerKind logged(ServerKind kind, String reason) {
		logger.info("Servers are " + kind.name().toLowerCase(Locale.ROOT) + ": " + reason);
		return kind;
	}

	Class<?> kafka() {
		return this.kafka;
	}

	Class<?> redis() {
		return this.redis;
	}

	Class<?> nats() {
		return this.nats;
	}

}
