/**
 * Auto-configuration of live feeds and the web endpoints.
 */
@NullMarked
package io.github.dualstream.autoconfigure.feed;

import org.jspecify.annotations.NullMarked;
