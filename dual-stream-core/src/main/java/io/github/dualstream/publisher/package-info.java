/**
 * Publishing: append to the log, then announce on the notification bus.
 */
@NullMarked
package io.github.dualstream.publisher;

import org.jspecify.annotations.NullMarked;
