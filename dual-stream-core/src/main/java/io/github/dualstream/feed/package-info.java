/**
 * Live feeds: the events of a source, first its recent history, then live.
 */
@NullMarked
package io.github.dualstream.feed;

import org.jspecify.annotations.NullMarked;
