/**
 * Auto-configuration of notifications, on any transport.
 */
@NullMarked
package io.github.dualstream.autoconfigure.notification;

import org.jspecify.annotations.NullMarked;
