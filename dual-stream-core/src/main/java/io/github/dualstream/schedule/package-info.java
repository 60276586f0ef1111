/**
 * Long-lived threads and periodic tasks of the library, and the watch over them.
 */
@NullMarked
package io.github.dualstream.schedule;

import org.jspecify.annotations.NullMarked;
