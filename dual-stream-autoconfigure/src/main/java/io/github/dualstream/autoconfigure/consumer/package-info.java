/**
 * Auto-configuration of consumers.
 */
@NullMarked
package io.github.dualstream.autoconfigure.consumer;

import org.jspecify.annotations.NullMarked;
