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
	 * Cut the connection at once, although an answer is under way that the client does
	 * not take. Does not block. Not for a request that has been completed.
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
