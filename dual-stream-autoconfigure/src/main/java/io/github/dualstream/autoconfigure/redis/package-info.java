/**
 * Auto-configuration of notifications through Redis.
 */
@NullMarked
package io.github.dualstream.autoconfigure.redis;

import org.jspecify.annotations.NullMarked;
