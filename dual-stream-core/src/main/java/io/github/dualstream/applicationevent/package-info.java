/**
 * Spring's application events as events of the log, and events of the log as Spring's
 * application events.
 */
@NullMarked
package io.github.dualstream.applicationevent;

import org.jspecify.annotations.NullMarked;
