/**
 * Threads of all auto-configurations, their meters and their health.
 */
@NullMarked
package io.github.dualstream.autoconfigure.schedule;

import org.jspecify.annotations.NullMarked;
