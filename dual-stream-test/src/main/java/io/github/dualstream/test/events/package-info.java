/**
 * Events that a test has published or given to listeners, and assertions about them.
 */
@NullMarked
package io.github.dualstream.test.events;

import org.jspecify.annotations.NullMarked;
