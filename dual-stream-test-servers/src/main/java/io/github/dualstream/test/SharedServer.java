package io.github.dualstream.test;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;

/**
 * Server shared by all application contexts of this JVM, started on first use.
 *
 * @param <S> the server
 */
final class SharedServer<S> {

	static final SharedServer<KafkaServer> KAFKA = new SharedServer<>(() -> KafkaServer.launch(Map.of()),
			KafkaServer::close);

	static final SharedServer<RedisServer> REDIS = new SharedServer<>(RedisServer::launch, RedisServer::close);

	static final SharedServer<NatsServer> NATS = new SharedServer<>(NatsServer::launch, NatsServer::close);

	private final Supplier<S> launch;

	private final Consumer<S> close;

	private @Nullable CompletableFuture<S> server;

	SharedServer(Supplier<S> launch, Consumer<S> close) {
		this.launch = launch;
		this.close = close;
	}

	/**
	 * Starts the server in the background, once. {@link #get()} waits for it.
	 */
	synchronized void begin() {
		if (this.server == null) {
			this.server = CompletableFuture.supplyAsync(this::launch,
					(task) -> new Thread(task, "dual-stream-start").start());
		}
	}

	S get() {
		try {
			return started().join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("A server for the tests of this JVM did not start", ex.getCause());
		}
	}

	private synchronized CompletableFuture<S> started() {
		begin();
		return Objects.requireNonNull(this.server);
	}

	private S launch() {
		S server = this.launch.get();
		// Spring Boot runs these after it has closed the contexts: their clients then
		// still find the server
		SpringApplication.getShutdownHandlers().add(() -> this.close.accept(server));
		return server;
	}

}
