package io.github.dualstream.transport.nats;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.dualstream.schedule.Threads;
import io.github.dualstream.transport.BusSubscription;
import io.github.dualstream.transport.ChannelListeners;
import io.github.dualstream.transport.ChannelNaming;
import io.github.dualstream.transport.ConnectionProbe;
import io.github.dualstream.transport.Notification;
import io.github.dualstream.transport.NotificationBus;
import io.github.dualstream.transport.NotificationCodec;
import io.github.dualstream.transport.NotificationException;
import io.github.dualstream.transport.NotificationListener;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Subscription;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Notification bus on core NATS. NATS need not be available when the bus is created; it
 * connects in the background, and again by itself.
 * <p>
 * The channel {@code events:order:4711} is the subject {@code events.order.4711}; what a
 * subject cannot have is written as {@code =2E}. Publishing blocks for at most the
 * configured timeout, except for the first attempt to connect, for which it waits up to
 * five seconds. Listeners are called by one of jnats' threads.
 */
public final class NatsNotificationBus implements NotificationBus, ConnectionProbe, AutoCloseable {

	private static final Log logger = LogFactory.getLog(NatsNotificationBus.class);

	private static final String NAME = "dual-stream-nats-bus";

	/** Longest wait for the answer to one batch, after which another one is sent. */
	private static final Duration MAX_SILENCE = Duration.ofSeconds(5);

	private static final Duration SUBSCRIBE_TIMEOUT = Duration.ofSeconds(1);

	private final NotificationCodec codec;

	private final ChannelListeners listeners;

	private final Duration timeout;

	private final ExecutorService confirmer;

	private final NatsClient client;

	/** Answer to an earlier batch that has not arrived in time. */
	private CompletableFuture<Void> owed = CompletableFuture.completedFuture(null);

	/** Channels whose subscription the server has confirmed on this connection. */
	private final Set<String> confirmed = ConcurrentHashMap.newKeySet();

	/** Channels whose listeners may have changed. */
	private final Set<String> changed = ConcurrentHashMap.newKeySet();

	private final Subscriptions subscriptions = new Subscriptions();

	/**
	 * Create the bus and start to connect.
	 * @param connections connections to NATS
	 * @param naming naming of the channels
	 * @param timeout maximum time to wait for the answer to one batch
	 * @param threads threads of the application
	 */
	public NatsNotificationBus(NatsConnections connections, ChannelNaming naming, Duration timeout, Threads threads) {
		this.codec = new NotificationCodec(naming);
		this.listeners = new ChannelListeners(this.codec);
		this.timeout = timeout;
		this.confirmer = threads.pool("dual-stream-nats-confirm", 1);
		// late notifications are of no use: nothing is kept while the connection is lost
		this.client = connections.client(NAME, 0, this.subscriptions);
		this.client.start();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Sent means that the server has processed it. Refused means that it was never sent.
	 * Unknown means that no answer arrived in time, or that the server does not allow
	 * this user to publish some of the batch.
	 */
	@Override
	public void publish(List<Notification> batch) throws NotificationException {
		Connection connection = ready(batch.size());
		int session = NatsClient.sessionOf(connection);
		connection.clearLastError();
		int written = 0;
		RuntimeException refusal = null;
		for (Notification notification : batch) {
			try {
				connection.publish(subjectOf(this.codec.channelOf(notification)), this.codec.encode(notification));
				written++;
			}
			catch (IllegalArgumentException | IllegalStateException ex) {
				refusal = ex;
			}
		}
		Exception unconfirmed = (written > 0) ? confirm(connection, session) : null;
		if (unconfirmed != null) {
			throw new NotificationException(0, batch.size() - written, written, unconfirmed);
		}
		if (refusal != null) {
			throw new NotificationException(written, batch.size() - written, 0, refusal);
		}
	}

	private Connection ready(int size) throws NotificationException {
		try {
			Connection connection = this.client.require();
			this.owed.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
			return connection;
		}
		catch (ExecutionException ex) {
			// that batch is lost or has arrived; this one finds out for itself
			logger.debug("NATS has not confirmed an earlier batch", ex);
			return this.client.require();
		}
		catch (TimeoutException ex) {
			throw new NotificationException(0, size, 0,
					new IllegalStateException("NATS has not answered to an earlier batch yet", ex));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NotificationException(0, size, 0, ex);
		}
		catch (IllegalStateException ex) {
			throw new NotificationException(0, size, 0, ex);
		}
	}

	/**
	 * Wait until the server has processed what was written.
	 * @return the failure; {@code null} if it has
	 */
	private @Nullable Exception confirm(Connection connection, int session) {
		CompletableFuture<Void> answer = CompletableFuture.runAsync(() -> roundTrip(connection, session),
				this.confirmer);
		this.owed = answer.exceptionally((failure) -> null);
		try {
			answer.get(this.timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			return (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
		catch (TimeoutException ex) {
			return new IllegalStateException("NATS did not answer within " + this.timeout.toMillis() + " ms", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return ex;
		}
		String error = connection.getLastError();
		// the answers to all messages arrive before that to the round trip
		return (error != null && error.toLowerCase(Locale.ROOT).startsWith("permissions violation for publish"))
				? new IllegalStateException(error) : null;
	}

	private static void roundTrip(Connection connection, int session) {
		try {
			NatsClient.roundTrip(connection, session, MAX_SILENCE);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("No answer from NATS", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for NATS", ex);
		}
	}

	@Override
	public BusSubscription subscribe(String channel, NotificationListener listener) {
		BusSubscription subscription = this.listeners.add(channel, listener, () -> onChange(channel));
		onChange(channel);
		if (this.confirmed.contains(channel) && this.client.isConnected()) {
			// the server confirms a channel once, not for each listener
			this.client.thread().execute(() -> this.listeners.onSubscribed(channel, listener));
		}
		return subscription;
	}

	private void onChange(String channel) {
		if (this.changed.add(channel)) {
			this.client.thread().execute(this.subscriptions::update);
		}
	}

	/**
	 * Subject of a channel: its parts, separated by periods.
	 */
	static String subjectOf(String channel) {
		StringBuilder subject = new StringBuilder(channel.length());
		int start = 0;
		for (int part = 0; part < 2; part++) {
			int end = channel.indexOf(':', start);
			if (end < 0) {
				break;
			}
			subject.append(SubjectToken.of(channel.substring(start, end))).append('.');
			start = end + 1;
		}
		return subject.append(SubjectToken.of(channel.substring(start))).toString();
	}

	/**
	 * {@inheritDoc}
	 * <p>
	 * Uses the connection of the notifications.
	 * @throws IllegalStateException if there is no connection, or if NATS does not allow
	 * this user to publish or to subscribe
	 */
	@Override
	public Map<String, Object> probe(Duration timeout) throws TimeoutException, InterruptedException {
		Connection connection = this.client.require();
		NatsClient.roundTrip(connection, NatsClient.sessionOf(connection), timeout);
		String denied = this.client.denied();
		if (denied != null) {
			throw new IllegalStateException(denied);
		}
		return Map.of("version", connection.getServerInfo().getVersion());
	}

	/**
	 * Number of messages on subscribed channels that were not notifications of the
	 * channel and were ignored.
	 * @return the number since the bus was created
	 */
	public long invalidMessages() {
		return this.listeners.invalidMessages();
	}

	/**
	 * Stop both directions and close the connection.
	 */
	@Override
	public void close() {
		this.confirmer.shutdownNow();
		this.client.close();
	}

	/**
	 * Keeps the subscriptions equal to the channels that have listeners. For the thread
	 * of the connection.
	 */
	private final class Subscriptions implements NatsClient.Listener {

		private final Map<String, Subscription> subscribed = new HashMap<>();

		private final Set<String> unconfirmed = new HashSet<>();

		private @Nullable Connection connection;

		private @Nullable Dispatcher dispatcher;

		@Override
		public void connected(Connection current) {
			if (this.connection != current) {
				this.connection = current;
				this.dispatcher = current.createDispatcher();
				this.subscribed.clear();
				NatsNotificationBus.this.changed.addAll(NatsNotificationBus.this.listeners.channels());
			}
			messagesDiscarded();
		}

		/** What arrived before is not complete: the listeners are told so. */
		@Override
		public void messagesDiscarded() {
			this.unconfirmed.clear();
			this.unconfirmed.addAll(this.subscribed.keySet());
			update();
		}

		void update() {
			if (this.connection == null || this.dispatcher == null
					|| this.connection.getStatus() == Connection.Status.CLOSED) {
				// the next connection begins with all channels
				return;
			}
			for (String channel : Set.copyOf(NatsNotificationBus.this.changed)) {
				NatsNotificationBus.this.changed.remove(channel);
				updateChannel(channel, this.dispatcher);
			}
			if (!this.unconfirmed.isEmpty()) {
				confirm(this.connection);
			}
		}

		private void updateChannel(String channel, Dispatcher dispatcher) {
			Subscription present = this.subscribed.get(channel);
			boolean wanted = NatsNotificationBus.this.listeners.isWanted(channel);
			if (wanted && present == null) {
				this.subscribed.put(channel, dispatcher.subscribe(subjectOf(channel),
						(message) -> NatsNotificationBus.this.listeners.onMessage(channel, message.getData())));
				this.unconfirmed.add(channel);
			}
			else if (!wanted && present != null) {
				this.subscribed.remove(channel);
				this.unconfirmed.remove(channel);
				NatsNotificationBus.this.confirmed.remove(channel);
				dispatcher.unsubscribe(present);
			}
		}

		private void confirm(Connection connection) {
			try {
				if (connection.getStatus() != Connection.Status.CONNECTED) {
					// subscribed again, and confirmed, once it is connected
					return;
				}
				NatsClient.roundTrip(connection, NatsClient.sessionOf(connection), SUBSCRIBE_TIMEOUT);
				NatsNotificationBus.this.confirmed.addAll(this.unconfirmed);
				this.unconfirmed.forEach(NatsNotificationBus.this.listeners::onSubscribed);
				this.unconfirmed.clear();
			}
			catch (TimeoutException | IllegalStateException ex) {
				logger.debug("NATS has not confirmed subscriptions yet", ex);
				NatsNotificationBus.this.client.later(this::update);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

	}

}
