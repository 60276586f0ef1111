/**
 * The web endpoints of feeds: query and server-sent events.
 */
@NullMarked
package io.github.dualstream.feed.web;

import org.jspecify.annotations.NullMarked;
