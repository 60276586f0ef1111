/**
 * Auto-configuration of health.
 */
@NullMarked
package io.github.dualstream.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
