package io.github.dualstream.feed.web;

import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.dualstream.feed.Feeds;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Endpoint with which clients subscribe to changing sources through one WebSocket (RFC
 * 6455). Authentication, origin and connection limits are checked before the handshake,
 * as for any other request.
 */
@RestController
public class EventSocketController extends FeedEndpoint {

	private final Feeds feeds;

	private final FeedAccess access;

	private final ClientCursors cursors;

	private final SocketFrames frames;

	private final Origins origins;

	private final ConnectionLimits limits;

	private final SocketSettings settings;

	private final Sockets sockets;

	private final Executor executor;

	/**
	 * Create the controller.
	 * @param feeds feeds to subscribe to
	 * @param access permissions of clients
	 * @param cursors conversion of cursors
	 * @param origins allowed origins
	 * @param limits connection limits
	 * @param settings limits of a client's messages and subscriptions
	 * @param sockets registry of open connections
	 * @param executor executor that writes to the clients, without waiting for them
	 */
	public EventSocketController(Feeds feeds, FeedAccess access, ClientCursors cursors, Origins origins,
			ConnectionLimits limits, SocketSettings settings, Sockets sockets, Executor executor) {
		this.feeds = feeds;
		this.access = access;
		this.cursors = cursors;
		this.frames = new SocketFrames(cursors);
		this.origins = origins;
		this.limits = limits;
		this.settings = settings;
		this.sockets = sockets;
		this.executor = executor;
	}

	@GetMapping("${dual-stream.web.path:/events}/ws")
	public void connect(HttpServletRequest request, HttpServletResponse response, @Nullable Principal principal)
			throws IOException, ServletException {
		this.origins.check(request);
		if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
			throw new UpgradeRequiredException();
		}
		FeedReader reader = this.access.reader(request, principal);
		Runnable leave = enter(reader);
		SocketConnection connection = new SocketConnection(this.feeds, this.access, this.cursors, this.frames,
				this.settings, reader, this.executor, (ended) -> {
					this.sockets.remove(ended);
					leave.run();
				});
		this.sockets.add(connection);
		boolean connected = false;
		try {
			upgrade(new UpgradeRequest(request, connection), response, connection);
			connected = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
		}
		finally {
			if (!connected) {
				this.sockets.remove(connection);
				leave.run();
			}
		}
	}

	private Runnable enter(FeedReader reader) {
		Runnable leave = this.limits.enter(reader);
		Runnable forget = this.access.enter(reader);
		return () -> {
			forget.run();
			leave.run();
		};
	}

	private void upgrade(HttpServletRequest request, HttpServletResponse response, SocketConnection connection)
			throws IOException, ServletException {
		ServerContainer container = (ServerContainer) request.getServletContext()
			.getAttribute(ServerContainer.class.getName());
		ServerEndpointConfig config = ServerEndpointConfig.Builder
			.create(SocketConnection.class, request.getRequestURI())
			.configurator(new OneConnection(connection, this.settings.compression()))
			.build();
		try {
			container.upgradeHttpToWebSocket(request, response, config, Map.of());
		}
		catch (DeploymentException ex) {
			throw new ServletException(ex);
		}
	}

	/**
	 * Request that captures the upgrade handler, if the web server uses the standard way.
	 */
	private static final class UpgradeRequest extends HttpServletRequestWrapper {

		private final SocketConnection connection;

		UpgradeRequest(HttpServletRequest request, SocketConnection connection) {
			super(request);
			this.connection = connection;
		}

		@Override
		public <T extends HttpUpgradeHandler> T upgrade(Class<T> type) throws IOException, ServletException {
			T handler = super.upgrade(type);
			if (getAttribute(ServerConnection.ATTRIBUTE) instanceof ServerConnection server) {
				this.connection.countFrames(server.framesReceived(handler));
			}
			return handler;
		}

	}

	/**
	 * Configuration for an endpoint that exists already, and whose origin has been
	 * checked.
	 */
	private static final class OneConnection extends ServerEndpointConfig.Configurator {

		private final SocketConnection connection;

		private final boolean compression;

		OneConnection(SocketConnection connection, boolean compression) {
			this.connection = connection;
			this.compression = compression;
		}

		/**
		 * Disable compression by default: a compressed connection needs some 90 kB of
		 * native memory.
		 */
		@Override
		public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
			return this.compression ? super.getNegotiatedExtensions(installed, requested) : List.of();
		}

		@Override
		public boolean checkOrigin(@Nullable String origin) {
			return true;
		}

		@Override
		public <T> T getEndpointInstance(Class<T> type) {
			return type.cast(this.connection);
		}

	}

}
