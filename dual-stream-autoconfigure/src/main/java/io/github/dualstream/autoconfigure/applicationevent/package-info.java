/**
 * Auto-configuration of application events that are events of the log.
 */
@NullMarked
package io.github.dualstream.autoconfigure.applicationevent;

import org.jspecify.annotations.NullMarked;
