/**
 * Web endpoints of feeds: query, server-sent events and WebSocket.
 */
@NullMarked
package io.github.dualstream.feed.web;

import org.jspecify.annotations.NullMarked;
