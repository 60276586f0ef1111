package io.github.dualstream.feed.web;

import java.security.Principal;

import io.github.dualstream.Source;
import org.jspecify.annotations.Nullable;

/**
 * Question of a client to read the events of a source.
 *
 * @param principal client, as the servlet container or Spring Security knew it when the
 * query, stream or socket began; {@code null} for one that is not authenticated
 * @param source source to read
 * @param kind what the client would get of the source
 * @param captured result of {@link FeedAuthorizer#capture} for the request with which the
 * query, stream or socket began
 */
public record ReadRequest(@Nullable Principal principal, Source source, ReadKind kind, @Nullable Object captured) {

}
