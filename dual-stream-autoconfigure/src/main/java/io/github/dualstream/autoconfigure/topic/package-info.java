/**
 * Auto-configuration of topics, their meters and their status.
 */
@NullMarked
package io.github.dualstream.autoconfigure.topic;

import org.jspecify.annotations.NullMarked;
