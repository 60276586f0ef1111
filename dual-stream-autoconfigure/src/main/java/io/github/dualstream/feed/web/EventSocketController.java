package io.github.dualstream.feed.web;

import java.io.IOException;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.Executor;

import io.github.dualstream.feed.Feeds;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets browsers watch sources that come and go, through one WebSocket (RFC 6455). Who
 * asks, on behalf of which site and whether there is room is decided before the
 * handshake, as for any other request.
 */
@RestController
public class EventSocketController extends FeedEndpoint {

	private final Feeds feeds;

	private final FeedAccess access;

	private final Origins origins;

	private final ConnectionLimits limits;

	private final SocketSettings settings;

	private final Executor executor;

	/**
	 * Create the controller.
	 * @param feeds what clients subscribe to
	 * @param access decides who may listen
	 * @param origins web sites on whose behalf
	 * @param limits how many may listen
	 * @param settings what clients may do
	 * @param executor writes to the clients, without waiting for them
	 */
	public EventSocketController(Feeds feeds, FeedAccess access, Origins origins, ConnectionLimits limits,
			SocketSettings settings, Executor executor) {
		this.feeds = feeds;
		this.access = access;
		this.origins = origins;
		this.limits = limits;
		this.settings = settings;
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
		boolean connected = false;
		try {
			upgrade(request, response,
					new SocketConnection(this.feeds, this.access, this.settings, reader, this.executor, leave));
			connected = response.getStatus() == HttpServletResponse.SC_SWITCHING_PROTOCOLS;
		}
		finally {
			if (!connected) {
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

	private static void upgrade(HttpServletRequest request, HttpServletResponse response, SocketConnection connection)
			throws IOException, ServletException {
		ServerContainer container = (ServerContainer) request.getServletContext()
			.getAttribute(ServerContainer.class.getName());
		ServerEndpointConfig config = ServerEndpointConfig.Builder
			.create(SocketConnection.class, request.getRequestURI())
			.configurator(new OneConnection(connection))
			.build();
		try {
			container.upgradeHttpToWebSocket(request, response, config, Map.of());
		}
		catch (DeploymentException ex) {
			throw new ServletException(ex);
		}
	}

	/**
	 * The endpoint is there already, and its origin has been checked.
	 */
	private static final class OneConnection extends ServerEndpointConfig.Configurator {

		private final SocketConnection connection;

		OneConnection(SocketConnection connection) {
			this.connection = connection;
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
