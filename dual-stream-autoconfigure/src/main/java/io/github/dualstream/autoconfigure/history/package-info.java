/**
 * Auto-configuration of the history of sources.
 */
@NullMarked
package io.github.dualstream.autoconfigure.history;

import org.jspecify.annotations.NullMarked;
