package io.github.dualstream.feed.web;

import java.security.Principal;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Request of a client to read the events of a source.
 *
 * @param principal principal of the client, as known to the servlet container or Spring
 * Security when the query, stream or socket began; {@code null} for an unauthenticated
 * client
 * @param source source to read
 * @param kind kind of the read
 * @param captured result of {@link FeedAuthorizer#capture} for the request with which the
 * query, stream or socket began
 */
public record ReadRequest(@Nullable Principal principal, Source source, ReadKind kind, @Nullable Object captured) {

}
