/**
 * Auto-configuration of the JSON of events.
 */
@NullMarked
package io.github.dualstream.autoconfigure.json;

import org.jspecify.annotations.NullMarked;
