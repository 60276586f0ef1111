package io.github.dualstream.autoconfigure.feed;

import java.io.IOException;
import java.util.function.LongSupplier;

import io.github.dualstream.feed.web.ServerConnection;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpUpgradeHandler;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http11.upgrade.UpgradeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Valve that adds Tomcat's {@link ServerConnection} to the requests of streams and
 * sockets.
 */
final class TomcatConnectionValve extends ValveBase {

	private final String path;

	/**
	 * Create a valve.
	 * @param path base path of the endpoints
	 */
	TomcatConnectionValve(String path) {
		super(true);
		this.path = path;
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		// there is none where the request line could not be read
		String uri = request.getRequestURI();
		if (uri != null && uri.contains(this.path)) {
			request.setAttribute(ServerConnection.ATTRIBUTE, new TomcatConnection(response.getCoyoteResponse()));
		}
		getNext().invoke(request, response);
	}

	/**
	 * Connection of one request.
	 */
	private static final class TomcatConnection implements ServerConnection {

		private final org.apache.coyote.Response response;

		TomcatConnection(org.apache.coyote.Response response) {
			this.response = response;
		}

		@Override
		public void abort() {
			this.response.action(ActionCode.CLOSE_NOW, new IOException("The client does not accept data"));
		}

		@Override
		public @Nullable LongSupplier framesReceived(HttpUpgradeHandler handler) {
			UpgradeInfo info = (handler instanceof InternalHttpUpgradeHandler internal) ? internal.getUpgradeInfo()
					: null;
			return (info != null) ? info::getMsgsReceived : null;
		}

	}

}
