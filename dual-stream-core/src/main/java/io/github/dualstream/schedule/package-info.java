/**
 * Long-lived threads and periodic tasks of the library, and their supervision.
 */
@NullMarked
package io.github.dualstream.schedule;

import org.jspecify.annotations.NullMarked;
