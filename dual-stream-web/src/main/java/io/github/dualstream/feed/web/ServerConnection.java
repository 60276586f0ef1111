package io.github.dualstream.feed.web;

import java.util.function.LongSupplier;

import jakarta.servlet.http.HttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * Connection of a request, with operations of the web server that the Servlet API lacks.
 * An adapter for the web server puts it into the request.
 */
public interface ServerConnection {

	/** Name of the request's attribute. */
	String ATTRIBUTE = ServerConnection.class.getName();

	/**
	 * Abort the connection at once, even during a response that the client does not
	 * accept. Does not block. Must not be called for a completed request.
	 */
	void abort();

	/**
	 * Counter of the frames that an upgraded connection has received, control frames
	 * included.
	 * @param handler handler that the web server has upgraded the connection with
	 * @return the counter, or {@code null} if the handler has none
	 */
	@Nullable LongSupplier framesReceived(HttpUpgradeHandler handler);

}
