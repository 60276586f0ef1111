/**
 * Auto-configuration of the publisher, its meters and its status.
 */
@NullMarked
package io.github.dualstream.autoconfigure.publisher;

import org.jspecify.annotations.NullMarked;
