/**
 * Rules, checks and failures of configuration that all features share.
 */
@NullMarked
package io.github.dualstream.autoconfigure;

import org.jspecify.annotations.NullMarked;
