/**
 * The API: publish an event once, durably and live.
 */
@NullMarked
package io.github.dualstream;

import org.jspecify.annotations.NullMarked;
